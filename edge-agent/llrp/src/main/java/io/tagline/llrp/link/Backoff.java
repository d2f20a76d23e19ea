package io.tagline.llrp.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses that double up to a bound, each drawn from the upper half of its span so that readers do not come back in step. */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration span;

    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.span = first;
    }

    /** The next pause; the one after may be twice as long. */
    Duration next() {
        Duration pause = jittered(span, random);
        Duration doubled = span.multipliedBy(2);
        span = doubled.compareTo(longest) < 0 ? doubled : longest;
        return pause;
    }

    void reset() {
        span = first;
    }

    static Duration jittered(Duration span, RandomGenerator random) {
        long half = span.toNanos() / 2;
        return Duration.ofNanos(half + (long) (half * random.nextDouble()));
    }
}
