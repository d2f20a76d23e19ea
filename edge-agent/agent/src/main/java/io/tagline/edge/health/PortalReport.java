package io.tagline.edge.health;

import io.tagline.edge.time.WallClock;
import io.tagline.wire.Health.PortalHealth;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of one portal; made by {@link AgentHealth}. Written by the thread {@code portals}, read by any. */
public final class PortalReport {
    private final String id;
    private final WallClock clock;
    private final LongAdder scans = new LongAdder();
    private final LongAdder undecided = new LongAdder();
    private final Counter undecidedOfAll;
    private volatile boolean anyScan;
    private volatile long lastScanTick;

    PortalReport(String id, WallClock clock, Counter undecidedOfAll) {
        this.id = id;
        this.clock = clock;
        this.undecidedOfAll = undecidedOfAll;
    }

    /** A tag passed at this elapsed time. */
    public void scan(long atTick) {
        scans.increment();
        lastScanTick = atTick;
        anyScan = true;
    }

    /** A tag was here, and it could not be told that it passed. */
    public void undecided() {
        undecided.increment();
        undecidedOfAll.increment();
    }

    String id() {
        return id;
    }

    long undecidedVisits() {
        return undecided.sum();
    }

    PortalHealth snapshot() {
        Optional<Instant> lastScan = anyScan ? Optional.of(clock.mapping().at(lastScanTick)) : Optional.empty();
        return new PortalHealth(id, scans.sum(), lastScan);
    }
}
