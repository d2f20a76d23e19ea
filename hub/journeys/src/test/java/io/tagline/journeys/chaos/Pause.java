package io.tagline.journeys.chaos;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Waits of a length drawn at random: the moment at which something breaks. */
final class Pause {
    private Pause() {}

    static void upTo(int mostMs, SplittableRandom random) throws InterruptedException {
        between(0, mostMs, random);
    }

    /** Returns how long it was, in milliseconds. */
    static int between(int leastMs, int mostMs, SplittableRandom random) throws InterruptedException {
        int ms = random.nextInt(leastMs, mostMs + 1);
        TimeUnit.MILLISECONDS.sleep(ms);
        return ms;
    }
}
