package io.tagline.journeys.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what a fault needs before it goes on. */
final class Until {
    private static final int EVERY_MS = 100;

    private Until() {}

    /** @throws IllegalStateException naming what did not come true in time */
    static void holds(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end >= 0) {
                throw new IllegalStateException("not within " + limit.toSeconds() + " s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(EVERY_MS);
        }
    }
}
