package io.tagline.edge.health;

import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallClock;
import io.tagline.wire.Health;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** An agent's health on a clock turned by hand, or one of the test's own. */
public final class TestHealth {
    public static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final AtomicLong turned = new AtomicLong();
    public final Counters counters = new Counters();
    public final AgentHealth health;
    final Pulses pulses;

    TestHealth() {
        Ticker ticker = turned::get;
        pulses = new Pulses(ticker);
        health = health(ticker, 0);
    }

    private final Instant startedAt = Instant.now();

    public TestHealth(Ticker ticker) {
        pulses = new Pulses(ticker);
        health = health(ticker, ticker.nanos());
    }

    private AgentHealth health(Ticker ticker, long started) {
        return new AgentHealth(
                "1.2.3",
                Path.of("."),
                new WallClock(ticker, () -> START.plusNanos(ticker.nanos() - started), ClockDiscipline.none()),
                ticker,
                counters,
                pulses,
                () -> new Health.JournalHealth(new UUID(1, 2), 1, 9, 4, Optional.of(START), 100, 200));
    }

    /** The machine's time when {@link #START} was this agent's. */
    public Instant startedAt() {
        return startedAt;
    }

    /** The text of {@code /health}. */
    public String json() {
        return HealthJson.of(health.snapshot());
    }

    void elapse(long seconds) {
        turned.addAndGet(seconds * 1_000_000_000L);
    }

    long tick() {
        return turned.get();
    }
}
