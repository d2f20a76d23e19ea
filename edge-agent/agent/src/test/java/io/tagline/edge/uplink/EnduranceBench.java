package io.tagline.edge.uplink;

import io.tagline.edge.health.Counters;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.journal.JournalSettings;
import io.tagline.edge.journal.TestJournal;
import io.tagline.edge.time.Ticker;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Health;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An agent that was offline for a day at 200 scans/s: writes its journal at full speed, opens it again, and drains it over
 * Mosquitto to a hub that only receipts, while new scans keep coming. Arguments: folder, scans.
 */
public final class EnduranceBench {
    private static final PrintStream out = System.out;

    private static final double NANOS = 1e9;
    private static final int ARRIVALS_PER_SECOND = 200;

    private EnduranceBench() {}

    public static void main(String[] args) throws Exception {
        Path dir = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("tagline-endurance");
        long scans = args.length > 1 ? Long.parseLong(args[1]) : 24L * 3600 * ARRIVALS_PER_SECOND;
        var settings = new JournalSettings(
                dir.resolve("journal"), JournalSettings.DEFAULT_BYTES, JournalSettings.KEEP_RECEIPTED);
        write(settings, scans);
        long start = System.nanoTime();
        try (Journal journal = TestJournal.open(settings)) {
            out.printf(
                    "endurance: opened again with %,d scans pending in %.1f s%n",
                    journal.pendingCount(), (System.nanoTime() - start) / NANOS);
            drain(dir, journal, scans);
        }
        System.exit(0);
    }

    private static void write(JournalSettings settings, long scans) throws Exception {
        try (Journal journal = TestJournal.open(settings)) {
            long start = System.nanoTime();
            for (long n = 1; n <= scans; n++) {
                journal.append(TestJournal.scan(n));
                if (n % 1_000_000 == 0) {
                    out.printf(
                            "endurance: %,d scans, state %s%n",
                            n, journal.status().state());
                }
            }
            while (journal.lastSeq() < scans) {
                Thread.sleep(10);
            }
            double seconds = (System.nanoTime() - start) / NANOS;
            long bytes = journal.status().bytes();
            out.printf(
                    "endurance: %,d scans (%.1f h at %d/s) written in %.0f s (%,.0f/s); %,d bytes on disk, log and reserve"
                            + " included: %.1f bytes a scan (goal <= 130); quota %,d%n",
                    scans,
                    scans / 3600.0 / ARRIVALS_PER_SECOND,
                    ARRIVALS_PER_SECOND,
                    seconds,
                    scans / seconds,
                    bytes,
                    (double) bytes / scans,
                    settings.maxBytes());
        }
    }

    private static void drain(Path dir, Journal journal, long scans) throws Exception {
        var arriving = new AtomicBoolean(true);
        var arrived = new AtomicLong();
        var slowestAppend = new AtomicLong();
        var doors = new Thread(() -> arrive(journal, scans, arriving, arrived, slowestAppend), "doors");
        try (var broker = Mosquitto.start(dir, "allow_anonymous true", "max_queued_messages 10000");
                var hub = HubStub.thatOnlyReceipts(broker.url(), new Random(1));
                var uplink = new Uplink(
                        UplinkSettings.of(
                                new AgentAddress("ott-1", "gw-1"), broker.url(), Optional.empty(), Optional.empty()),
                        journal,
                        () -> health(journal),
                        new HeardInstructions(),
                        Ticker.system(),
                        new Counters())) {
            doors.start();
            long start = System.nanoTime();
            uplink.start();
            long shown = start;
            while (journal.pendingCount() > ARRIVALS_PER_SECOND) {
                Thread.sleep(20);
                if (System.nanoTime() - shown > Duration.ofSeconds(30).toNanos()) {
                    shown = System.nanoTime();
                    out.printf(
                            "endurance: %,d scans to drain, state %s%n",
                            journal.pendingCount(), journal.status().state());
                }
            }
            double seconds = (System.nanoTime() - start) / NANOS;
            arriving.set(false);
            doors.join();
            double drained = (scans + arrived.get()) / seconds;
            out.printf(
                    "endurance: drained in %.0f s while %,d more arrived: %,.0f scans/s, %.0f times the arrival of %d/s"
                            + " (goal > 10); slowest append %.0f ms; %,d bytes on disk then;"
                            + " the hub heard %s%n",
                    seconds,
                    arrived.get(),
                    drained,
                    drained / ARRIVALS_PER_SECOND,
                    ARRIVALS_PER_SECOND,
                    slowestAppend.get() / 1e6,
                    journal.status().bytes(),
                    hub.latest().values());
        }
    }

    private static void arrive(
            Journal journal, long scans, AtomicBoolean arriving, AtomicLong arrived, AtomicLong slowest) {
        long begin = System.nanoTime();
        try {
            while (arriving.get()) {
                long n = arrived.incrementAndGet();
                long start = System.nanoTime();
                journal.append(TestJournal.scan(scans + n));
                slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
                long due = begin + (long) (n * NANOS / ARRIVALS_PER_SECOND);
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(Duration.ofNanos(wait).toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Health health(Journal journal) {
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
}
