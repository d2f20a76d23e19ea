package io.tagline.edge.health;

import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.time.WallMapping;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The agent's health in one place: readers, portals, journal, clock, disk, counters, and what is wrong by name. Each part
 * reports here; the uplink, {@link LocalEndpoint} and {@link Watchdog} ask. Safe for any thread.
 */
public final class AgentHealth {
    /** A loop that has not come round for this long hangs; each turns at least once a second. */
    static final Duration STALLED_AFTER = Duration.ofSeconds(10);

    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private final String version;
    private final File dataDir;
    private final WallClock clock;
    private final Ticker ticker;
    private final long startedAt;
    private final Counters counters;
    private final Pulses pulses;
    private final Counter undecidedVisits;
    private final Supplier<Health.JournalHealth> journal;
    private final Map<String, ReaderReport> readers = new ConcurrentSkipListMap<>();
    private final Map<String, PortalReport> portals = new ConcurrentSkipListMap<>();
    private final List<Supplier<Optional<Problem>>> checks = new CopyOnWriteArrayList<>();
    private final List<Supplier<List<Problem>>> listChecks = new CopyOnWriteArrayList<>();
    private final ProblemWatch watch = new ProblemWatch();

    /**
     * @param version of the agent
     * @param dataDir folder whose disk is watched
     * @param journal measures the journal; may read the disk
     */
    public AgentHealth(
            String version,
            Path dataDir,
            WallClock clock,
            Ticker ticker,
            Counters counters,
            Pulses pulses,
            Supplier<Health.JournalHealth> journal) {
        this.version = version;
        this.dataDir = dataDir.toFile();
        this.clock = clock;
        this.ticker = ticker;
        this.startedAt = ticker.nanos();
        this.counters = counters;
        this.pulses = pulses;
        this.journal = journal;
        this.undecidedVisits = counters.counter(
                "tagline_visits_undecided_total",
                "Visits of tags to doors of two sides that ended without a direction.");
    }

    /** Where this reader's thread reports; the same one each time. */
    public ReaderReport reader(String id) {
        return readers.computeIfAbsent(id, made -> new ReaderReport(made, clock));
    }

    /** Where scans of this portal are counted; the same one each time. */
    public PortalReport portal(String id) {
        return portals.computeIfAbsent(id, made -> new PortalReport(made, clock, undecidedVisits));
    }

    /** Asks this whenever problems are listed: the journal's state, the uplink's. */
    public void checks(Supplier<List<Problem>> check) {
        listChecks.add(check);
    }

    /** As {@link #checks}, for what can be wrong in one way at a time. */
    public void check(Supplier<Optional<Problem>> check) {
        checks.add(check);
    }

    /** What is wrong now; empty when all is well. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (String name : pulses.stalled(STALLED_AFTER)) {
            problems.add(new Problem(
                    KnownProblem.LOOP_STALLED.code(),
                    name,
                    "has not come round for " + STALLED_AFTER.toSeconds() + " s"));
        }
        for (ReaderReport reader : readers.values()) {
            problems.addAll(reader.problems());
        }
        for (Supplier<Optional<Problem>> check : checks) {
            check.get().ifPresent(problems::add);
        }
        for (Supplier<List<Problem>> check : listChecks) {
            problems.addAll(check.get());
        }
        return problems;
    }

    /** Looks whether a problem has begun or ended, for the log and for when it began; every few seconds, by {@link Watchdog}. */
    List<Health.Problem> look() {
        return watch.look(problems(), clock.mapping());
    }

    /** The message for the hub. */
    public Health snapshot() {
        List<Health.Problem> named = look();
        WallMapping now = clock.mapping();
        return new Health(
                now.wall(),
                version,
                uptimeSeconds(),
                readers(),
                portals.values().stream().map(PortalReport::snapshot).toList(),
                journal.get(),
                new Health.ClockHealth(
                        now.discipline().quality(), now.discipline().errorMs()),
                disk(),
                counters.totals(),
                named);
    }

    /** The readers as they are now, by id. */
    public List<Health.ReaderHealth> readers() {
        return readers.values().stream().map(ReaderReport::snapshot).toList();
    }

    /** The file system that holds the journal. Asks the system. */
    public Health.DiskHealth disk() {
        return new Health.DiskHealth(dataDir.getUsableSpace(), dataDir.getTotalSpace());
    }

    Collection<PortalReport> portalReports() {
        return portals.values();
    }

    Counters counters() {
        return counters;
    }

    Pulses pulses() {
        return pulses;
    }

    private long uptimeSeconds() {
        return (ticker.nanos() - startedAt) / NANOS_PER_SECOND;
    }
}
