package io.tagline.simulator;

import io.tagline.llrp.ReaderTime;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Time inside the reader: how long it has been switched on, and what its own clock makes of that. Only the clock can change;
 * guarded by the reader's lock.
 */
final class Timekeeper {
    private final Instant switchedOn;
    private final LongSupplier nanos;
    private final long startNanos;
    private ReaderClock clock;

    Timekeeper(ReaderOptions options) {
        switchedOn = options.wall().instant();
        nanos = options.nanos();
        startNanos = nanos.getAsLong();
        clock = options.clock();
    }

    /** Real microseconds since the reader was switched on. */
    long micros() {
        return (nanos.getAsLong() - startNanos) / 1_000;
    }

    /** What the reader's clock shows at that moment, in microseconds. */
    long stamp(long micros) {
        return clock.microsAt(switchedOn, micros);
    }

    /** What the reader's clock shows now. */
    ReaderTime now() {
        long stamp = stamp(micros());
        return isUptime() ? ReaderTime.uptime(stamp) : ReaderTime.utc(stamp);
    }

    /** Whether stamps are time since switching on, not UTC: the reader has no clock. */
    boolean isUptime() {
        return clock.kind() == ReaderClock.Kind.UPTIME;
    }

    void set(ReaderClock another) {
        clock = another;
    }
}
