package io.tagline.hub;

import java.util.LinkedHashSet;
import java.util.Set;

/** Says a failure and what is behind it in one line, for people who want no stack trace. */
final class Causes {

    private static final int MOST = 4;

    private Causes() {}

    static String inOneLine(Throwable failure) {
        Set<String> messages = new LinkedHashSet<>();
        for (Throwable cause = failure; cause != null && messages.size() < MOST; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            String line = message.lines().findFirst().orElse("").strip();
            if (messages.stream().noneMatch(said -> said.contains(line))) {
                messages.add(line);
            }
        }
        return String.join(": ", messages);
    }
}
