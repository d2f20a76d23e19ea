package io.tagline.edge.health;

import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.WallClock;
import io.tagline.wire.Health;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** An agent's health on a clock turned by hand. */
public final class TestHealth {
    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final AtomicLong tick = new AtomicLong();
    private final WallClock clock = new WallClock(tick::get, () -> START.plusNanos(tick.get()), ClockDiscipline.none());
    public final Counters counters = new Counters();
    final Pulses pulses = new Pulses(tick::get);
    public final AgentHealth health = new AgentHealth(
            "1.2.3",
            Path.of("."),
            clock,
            tick::get,
            counters,
            pulses,
            () -> new Health.JournalHealth(new UUID(1, 2), 1, 9, 4, Optional.of(START), 100, 200));

    void elapse(long seconds) {
        tick.addAndGet(seconds * 1_000_000_000L);
    }

    long tick() {
        return tick.get();
    }
}
