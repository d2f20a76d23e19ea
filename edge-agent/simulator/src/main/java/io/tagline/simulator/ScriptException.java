package io.tagline.simulator;

import java.util.List;

/** A script that cannot be played. The message has one line for each problem: file, line, what is there, what was expected. */
public final class ScriptException extends Exception {
    private static final long serialVersionUID = 1;

    ScriptException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
