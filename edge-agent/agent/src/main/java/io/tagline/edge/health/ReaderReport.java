package io.tagline.edge.health;

import io.tagline.edge.time.ClockOffset;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.time.WallMapping;
import io.tagline.wire.Health.ReaderClock;
import io.tagline.wire.Health.ReaderHealth;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * What one reader's thread reports of it; made by {@link AgentHealth}. Written by that thread, read by any; costs a read some
 * nanoseconds.
 */
public final class ReaderReport {
    /** The code of the link's one good state. */
    private static final String READING = "reading";

    private final String id;
    private final WallClock clock;
    private final LongAdder reads = new LongAdder();
    private volatile boolean anyRead;
    private volatile long lastReadTick;
    private volatile State state;
    private volatile Optional<ClockOffset> offset = Optional.empty();
    private volatile Supplier<List<Problem>> troubles = List::of;

    private record State(String code, String detail, boolean healthy, Instant since) {}

    ReaderReport(String id, WallClock clock) {
        this.id = id;
        this.clock = clock;
        this.state = new State("starting", "", true, clock.mapping().wall());
    }

    /**
     * The link to the reader has come to this state.
     *
     * @param code stable word, e.g. {@code reading}
     * @param detail what an operator should know, one line, may be empty
     * @param healthy false makes it a problem of the agent
     */
    public void state(String code, String detail, boolean healthy) {
        State before = state;
        Instant since =
                before.code.equals(code) ? before.since : clock.mapping().wall();
        state = new State(code, detail, healthy, since);
    }

    /** So many reads came, the newest at this elapsed time. */
    public void reads(int more, long newestTick) {
        reads.add(more);
        lastReadTick = newestTick;
        anyRead = true;
    }

    /** Whether the link is up and the reader told to read. */
    public boolean isReading() {
        return state.code.equals(READING);
    }

    /** What is known of the reader's clock by now; empty if it shows no time of day. */
    public void clock(Optional<ClockOffset> measured) {
        offset = measured;
    }

    /** Asks this, too, whenever problems are listed: what the reader complains of itself. Safe for any thread. */
    public void troubles(Supplier<List<Problem>> more) {
        troubles = more;
    }

    /** The wall time of a moment of elapsed time, for details. */
    public Instant at(long tick) {
        return clock.mapping().at(tick).truncatedTo(ChronoUnit.MILLIS);
    }

    ReaderHealth snapshot() {
        State now = state;
        Optional<Instant> lastRead = anyRead ? Optional.of(clock.mapping().at(lastReadTick)) : Optional.empty();
        WallMapping gateway = clock.mapping();
        Optional<ReaderClock> readerClock =
                offset.map(known -> new ReaderClock(known.aheadMs(gateway), known.errorMs(gateway)));
        return new ReaderHealth(id, now.code, now.detail, now.since, reads.sum(), lastRead, readerClock);
    }

    /** The link's own problem, if there is one, before those of a reader that is there. */
    List<Problem> problems() {
        State now = state;
        List<Problem> problems = new ArrayList<>();
        if (!now.healthy) {
            problems.add(new Problem("reader-" + now.code, id, now.detail));
        }
        problems.addAll(troubles.get());
        return problems;
    }
}
