package io.tagline.hub.intake;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next try: twice as long each time, up to a limit, and never in step with others. */
final class Backoff {
    private final long firstMs;
    private final long mostMs;
    private int failures;

    Backoff(Duration first, Duration most) {
        this.firstMs = first.toMillis();
        this.mostMs = most.toMillis();
    }

    /** The wait after one more failure: between half of the step and all of it. */
    Duration next() {
        long step = Math.min(mostMs, firstMs << Math.min(failures, 20));
        failures++;
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(step / 2, step + 1));
    }

    void succeeded() {
        failures = 0;
    }
}
