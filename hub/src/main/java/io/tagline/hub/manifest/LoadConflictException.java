package io.tagline.hub.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** The load contradicts another portal's, or is too much beside it: HTTP 409, with the problems. Nothing has changed. */
public final class LoadConflictException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<LoadProblem> problems;

    LoadConflictException(List<LoadProblem> problems) {
        super(problems.stream().map(LoadProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the body. */
    public List<LoadProblem> problems() {
        return problems;
    }
}
