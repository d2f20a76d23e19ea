package io.tagline.edge.journal;

import java.time.Duration;

/**
 * When a group of scans is committed. An fsync costs an SD card 33 times the bytes of the scan, and the customer's page
 * waits for it, so:
 *
 * <ul>
 *   <li>{@value #MOST_SCANS} scans are committed at once: a busy door fills groups.
 *   <li>A scan after a quiet time waits 10 ms for others of the same trolley: latency stays low.
 *   <li>Fewer than {@value #MOST_SCANS} wait until 100 ms after the last commit: a trickle makes at most ten commits a
 *       second, which an SD card bears (research on stack, §4).
 * </ul>
 *
 * No scan waits longer than 110 ms; the law allows 250 ms. Confined to the thread {@code journal}.
 */
final class CommitPace {
    static final int MOST_SCANS = 50;
    private static final long LINGER_NANOS = Duration.ofMillis(10).toNanos();
    private static final long APART_NANOS = Duration.ofMillis(100).toNanos();

    private boolean committed;
    private long committedAt;

    /** When a group is due that is not full, elapsed time, given when its first scan came. */
    long dueAt(long firstCameAt) {
        long lingered = firstCameAt + LINGER_NANOS;
        if (!committed) {
            return lingered;
        }
        long apart = committedAt + APART_NANOS;
        return apart - lingered > 0 ? apart : lingered;
    }

    void committedAt(long tick) {
        committed = true;
        committedAt = tick;
    }
}
