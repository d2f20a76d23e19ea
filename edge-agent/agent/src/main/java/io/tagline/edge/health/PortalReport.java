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
    private volatile boolean anyScan;
    private volatile long lastScanTick;

    PortalReport(String id, WallClock clock) {
        this.id = id;
        this.clock = clock;
    }

    /** A tag passed at this elapsed time. */
    public void scan(long atTick) {
        scans.increment();
        lastScanTick = atTick;
        anyScan = true;
    }

    PortalHealth snapshot() {
        Optional<Instant> lastScan = anyScan ? Optional.of(clock.mapping().at(lastScanTick)) : Optional.empty();
        return new PortalHealth(id, scans.sum(), lastScan);
    }
}
