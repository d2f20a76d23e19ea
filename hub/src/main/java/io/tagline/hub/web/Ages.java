package io.tagline.hub.web;

import java.time.Duration;
import java.time.Instant;

/** Lengths of time and amounts of data in the words of a page: two figures at most. */
final class Ages {

    private static final long KIB = 1024;

    private Ages() {}

    /** How long ago; a moment that lies ahead, by a clock that is off, is "now". */
    static String since(Instant then, Instant now) {
        return of(Duration.between(then, now));
    }

    /** {@code now}, {@code 10 s}, {@code 4 min}, {@code 3 h}, {@code 12 d}: seconds in tens, so that pages keep still. */
    static String of(Duration age) {
        long seconds = age.toSeconds();
        if (seconds < 10) {
            return "now";
        }
        if (seconds < 60) {
            return seconds / 10 * 10 + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min";
        }
        if (seconds < 172_800) {
            return seconds / 3_600 + " h";
        }
        return seconds / 86_400 + " d";
    }

    /** {@code 512 KiB}, {@code 12 MiB}, {@code 3 GiB}. */
    static String bytes(long bytes) {
        if (bytes < KIB * KIB) {
            return bytes / KIB + " KiB";
        }
        if (bytes < KIB * KIB * KIB) {
            return bytes / (KIB * KIB) + " MiB";
        }
        return bytes / (KIB * KIB * KIB) + " GiB";
    }
}
