package io.tagline.hub.crm;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: twice as long each time, up to a limit, and never in step with others. */
record Backoff(Duration first, Duration most, RandomGenerator random) {

    /** The wait after so many failures in a row: between half of the step and all of it. */
    Duration after(int failures) {
        long step = Math.min(most.toMillis(), first.toMillis() << Math.min(Math.max(failures - 1, 0), 20));
        return Duration.ofMillis(random.nextLong(step / 2, step + 1));
    }

    /** As long as the CRM has said, and a bit, so that not everybody is back at once. */
    Duration told(Duration after) {
        return after.plusMillis(random.nextLong(after.toMillis() / 10 + 1));
    }
}
