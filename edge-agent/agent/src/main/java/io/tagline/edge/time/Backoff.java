package io.tagline.edge.time;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waiting times that double from the first to the most, each shortened by up to half at random, so that a thousand agents
 * do not come back in step. Confined to its user's thread.
 */
public final class Backoff {
    private final long firstNanos;
    private final long mostNanos;
    private final RandomGenerator random;
    private long nextNanos;

    public Backoff(Duration first, Duration most, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.mostNanos = most.toNanos();
        this.random = random;
        this.nextNanos = firstNanos;
    }

    /** The time to wait now, nanoseconds; the next one is longer. */
    public long nextNanos() {
        long nanos = nextNanos;
        nextNanos = Math.min(mostNanos, nanos * 2);
        return nanos - random.nextLong(nanos / 2 + 1);
    }

    /** The same at its slowest. */
    public long slowNanos() {
        nextNanos = mostNanos;
        return nextNanos();
    }

    /** It worked: the next time starts from the first. */
    public void reset() {
        nextNanos = firstNanos;
    }
}
