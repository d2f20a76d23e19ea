package io.tagline.llrp;

import java.util.Random;

/** Randomness that can be had again: {@code -Dtagline.seed=N}, else the clock. Tests name the seed when they fail. */
public final class Seed {
    public static final long VALUE = Long.getLong("tagline.seed", System.nanoTime());

    private Seed() {}

    public static Random random() {
        return new Random(VALUE);
    }
}
