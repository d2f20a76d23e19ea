package io.tagline.journeys;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Pulses;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.journal.JournalException;
import io.tagline.edge.journal.JournalSettings;
import io.tagline.edge.journal.NewScan;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.uplink.Instructions;
import io.tagline.edge.uplink.Uplink;
import io.tagline.edge.uplink.UplinkSettings;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Health;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** An agent's journal and uplink without its readers: passages go in as decided. Confined to one thread. */
final class DecidedPassages implements AutoCloseable {
    private final Ticker ticker = Ticker.system();
    private final Journal journal;
    private final Uplink uplink;

    DecidedPassages(Path folder, URI broker) throws Exception {
        WallClock clock = new WallClock(ticker, InstantSource.system(), ClockDiscipline.none());
        Counters counters = new Counters();
        JournalSettings settings = new JournalSettings(
                folder.resolve("bench-agent"), JournalSettings.LEAST_BYTES, JournalSettings.KEEP_RECEIPTED);
        journal = Journal.open(settings, clock, ticker, counters, new Pulses(ticker));
        uplink = new Uplink(
                UplinkSettings.of(new AgentAddress("ott-1", "bench-1"), broker, Optional.empty(), Optional.empty()),
                journal,
                this::health,
                Instructions.none(),
                ticker,
                counters);
        uplink.start();
    }

    /** A parcel's tag has crossed the line of a door just now; gives {@link System#nanoTime} of it. */
    long pass(String portal, String epcHex, Direction direction) throws InterruptedException {
        long now = ticker.nanos();
        journal.append(new NewScan(portal, epcHex, direction, now, now, now, 9, OptionalDouble.of(-50), 0.99));
        return now;
    }

    private Health health() {
        return new Health(
                Instant.now(),
                "bench",
                0,
                List.of(),
                List.of(),
                new Health.JournalHealth(
                        journal.id(), 1, journal.lastSeq(), journal.pendingCount(), Optional.empty(), 0, 0),
                new Health.ClockHealth(ClockQuality.FREE, 0),
                new Health.DiskHealth(0, 0),
                Map.of());
    }

    @Override
    public void close() throws JournalException {
        uplink.close();
        journal.close();
    }
}
