package io.tagline.epc;

import java.util.Random;

/** The randomness of a property test: from {@code -Dtagline.seed}, or the clock, and always said. */
final class Seed {
    private static final long VALUE = Long.getLong("tagline.seed", System.nanoTime());

    private Seed() {}

    static Random random() {
        return new Random(VALUE);
    }

    /** For the description of each assertion, so that a failure can be run again. */
    static String says(Object detail) {
        return "-Dtagline.seed=" + VALUE + ": " + detail;
    }
}
