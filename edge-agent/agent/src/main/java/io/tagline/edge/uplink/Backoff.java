package io.tagline.edge.uplink;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times that double from the first to the most, each shortened by up to half at random, so that a thousand agents
 * do not come back in step. Confined to its user's thread.
 */
final class Backoff {
    private final long firstNanos;
    private final long mostNanos;
    private final RandomGenerator random;
    private long nextNanos;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.mostNanos = most.toNanos();
        this.random = random;
        this.nextNanos = firstNanos;
    }

    /** The time to wait now, nanoseconds; the next one is longer. */
    long nextNanos() {
        long nanos = nextNanos;
        nextNanos = Math.min(mostNanos, nanos * 2);
        return nanos - random.nextLong(nanos / 2 + 1);
    }

    /** The same at its slowest. */
    long slowNanos() {
        nextNanos = mostNanos;
        return nextNanos();
    }

    /** It worked: the next time starts from the first. */
    void reset() {
        nextNanos = firstNanos;
    }
}
