package io.tagline.hub.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** The body is not a load: HTTP 422, with the problems. */
public final class LoadRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<LoadProblem> problems;

    public LoadRefusedException(List<LoadProblem> problems) {
        super(problems.stream().map(LoadProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the body. */
    public List<LoadProblem> problems() {
        return problems;
    }
}
