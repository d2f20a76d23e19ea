package io.tagline.journeys.chaos;

import java.util.Optional;

/** Whether {@code strace} is here and may trace. */
final class Strace {
    private Strace() {}

    /** Why not; empty when it works. */
    static Optional<String> impossible() {
        return Tools.works("strace", "-qq", "-o", "/dev/null", "true")
                ? Optional.empty()
                : Optional.of("strace is not installed (Debian package strace), or may not trace here");
    }
}
