package io.tagline.hub.crm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Tells a time that never steps: pauses, budgets and doubts last as long as they should though somebody sets the machine's clock. Follows
 * that clock by at most a twentieth of what has passed, forwards or backwards, which the margin on a CRM's longest request covers. Safe
 * for any thread.
 */
final class SteadyClock implements InstantSource {
    private static final int SLOWLY = 20;

    private final InstantSource clock;
    private final LongSupplier tickNanos;
    private Instant told;
    private long at;

    SteadyClock(InstantSource clock, LongSupplier tickNanos) {
        this.clock = clock;
        this.tickNanos = tickNanos;
        this.told = clock.instant();
        this.at = tickNanos.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        long tick = tickNanos.getAsLong();
        Duration passed = Duration.ofNanos(Math.max(0, tick - at));
        Instant due = told.plus(passed);
        Duration off = Duration.between(due, clock.instant());
        Duration most = passed.dividedBy(SLOWLY);
        Duration step = off.abs().compareTo(most) <= 0 ? off : off.isNegative() ? most.negated() : most;
        told = due.plus(step);
        at = tick;
        return told;
    }
}
