package io.tagline.settings;

import java.util.List;
import java.util.stream.Collectors;

/** The settings can't be used; carries every problem found, in the order of the file. Never names a secret's value. */
public final class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    /** An exception goes nowhere in serialised form; the message says it all. */
    private final transient List<Problem> problems;

    public SettingsException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** At least one problem. */
    public List<Problem> problems() {
        return problems;
    }
}
