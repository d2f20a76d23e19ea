package io.tagline.edge.journal;

import io.tagline.edge.health.Counter;
import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Pulse;
import io.tagline.edge.health.Pulses;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.time.WallMapping;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code journal}: numbers scans, commits them in groups, tells who waits for them. Sequence numbers are given in
 * the transaction that stores the scan, so that a crash at any point leaves no gap and gives no number twice.
 */
final class JournalWriter implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);

    /** A second of the busiest portal; when it is full the portals wait, and so the readers' sockets. */
    private static final int QUEUE_SCANS = 1_000;

    private static final long IDLE_NANOS = Duration.ofMillis(100).toNanos();
    private static final long OFFER_MS = 500;
    private static final String PULSE = "journal";

    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    // for the life of the journal
    private final JournalSettings settings;
    private final JournalFile file;
    private final JournalKeeper keeper;
    private final JournalMender mender;
    private final Receipts receipts;
    private final Redating redating;
    private final WallClock clock;
    private final Ticker ticker;
    private final Pulses pulses;
    private final Counter scansCommitted;
    private final Counter commits;
    private final Counter mended;
    private final CommitPace pace = new CommitPace();
    private final BlockingQueue<NewScan> queue = new ArrayBlockingQueue<>(QUEUE_SCANS);
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();

    private volatile Identities identities;
    private volatile long lastSeq;
    private volatile boolean stopping;
    private volatile boolean ended;
    private volatile boolean superseded;
    private volatile Optional<UUID> supersededId = Optional.empty();
    private volatile String unusable = "";
    private Optional<JournalMark> mark = Optional.empty();
    private Pulse pulse;
    private long lookAt;

    // for one commit; kept when it is to be tried again
    private final List<NewScan> group = new ArrayList<>(CommitPace.MOST_SCANS);
    private List<Scan> attempted = List.of();
    private WallMapping attemptedBy;

    JournalWriter(
            JournalSettings settings,
            JournalFile file,
            JournalKeeper keeper,
            JournalMender mender,
            Receipts receipts,
            Redating redating,
            WallClock clock,
            Ticker ticker,
            Pulses pulses,
            Counters counters)
            throws SQLException {
        this.settings = settings;
        this.file = file;
        this.keeper = keeper;
        this.mender = mender;
        this.receipts = receipts;
        this.redating = redating;
        this.clock = clock;
        this.ticker = ticker;
        this.pulses = pulses;
        this.pulse = pulses.add(PULSE);
        this.scansCommitted = counters.counter("tagline_journal_scans_total", "Scans put on disk.");
        this.commits = counters.counter("tagline_journal_commits_total", "Transactions that put scans on disk.");
        this.mended = counters.counter(
                "tagline_journal_mended_total",
                "Times that the file was opened anew, for it could not be used as it was.");
        this.lookAt = ticker.nanos();
        this.identities = JournalFile.identities(file.connection()).orElseThrow();
        this.lastSeq = file.lastSeq();
        this.attemptedBy = clock.mapping();
    }

    /** Any thread but {@code journal}. Waits while the queue is full. */
    void append(NewScan scan) throws InterruptedException {
        do {
            if (stopping || ended) {
                throw new IllegalStateException("the journal is closed; it takes no scan of portal " + scan.portal());
            }
        } while (!queue.offer(scan, OFFER_MS, TimeUnit.MILLISECONDS));
    }

    void addListener(CommitListener listener) {
        listeners.add(listener);
    }

    /** Highest number that is on disk. */
    long lastSeq() {
        return lastSeq;
    }

    void stop() {
        stopping = true;
    }

    Identities identities() {
        return identities;
    }

    /** Why the file could not be mended the last time; empty if there is nothing to mend. */
    String unusable() {
        return unusable;
    }

    /** The hub has scans under our identity that this journal never gave: scans from now on need another. */
    void supersede() {
        superseded = true;
    }

    /** The identity whose numbers the hub knew better; empty if that never showed. */
    Optional<UUID> superseded() {
        return supersededId;
    }

    @Override
    public void run() {
        try {
            while (!stopping || !(group.isEmpty() && queue.isEmpty())) {
                pulse.beat();
                if (stopping && !keeper.mayAppend()) {
                    break;
                }
                if (keeper.state().needsMending()) {
                    mend();
                } else {
                    turn();
                }
            }
            if (!keeper.state().needsMending()) {
                keeper.finish();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the journal did not end well; its file is checked at the next start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            pulses.remove(pulse);
            reportLeftOver();
        }
    }

    private void turn() throws InterruptedException {
        try {
            if (ticker.nanos() - lookAt >= 0) {
                lookAt = ticker.nanos() + LOOK_NANOS;
                Optional<JournalState> trouble = mender.look();
                if (trouble.isPresent()) {
                    keeper.trouble(trouble.get());
                    return;
                }
            }
            if (superseded) {
                renew();
            }
            keeper.tend();
            if (!keeper.mayAppend()) {
                TimeUnit.NANOSECONDS.sleep(IDLE_NANOS);
                return;
            }
            redate();
            gather();
            if (!group.isEmpty()) {
                commit();
            }
        } catch (SQLException e) {
            failed(e);
        } catch (UncheckedIOException e) {
            failed(e);
        } catch (IOException e) {
            if (JournalMender.isDiskFull(e)) {
                keeper.diskFull();
            } else {
                failed(e);
            }
        }
    }

    private void failed(Exception e) {
        log.atError().setCause(e).log("the journal can not be used; it is opened anew");
        keeper.trouble(JournalMender.meaning(e));
    }

    /** Takes the time that it takes: copying a large journal is not a loop that hangs. */
    private void mend() throws InterruptedException {
        JournalState trouble = keeper.state();
        pulses.remove(pulse);
        try {
            mender.mend(trouble, lastSeq);
            Identities now = JournalFile.identities(file.connection()).orElseThrow();
            // what the hub knew better of the one before says nothing of a new one
            superseded &= now.current().equals(identities.current());
            identities = now;
            mark = Optional.empty();
            List<Scan> there = takeWhatIsThere();
            lastSeq = Math.max(lastSeq, file.lastSeq());
            keeper.mended();
            if (!there.isEmpty()) {
                committed(there);
            }
            unusable = "";
            mended.increment();
        } catch (SQLException | IOException | DamagedRowException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(unusable)) {
                unusable = reason;
                log.atError()
                        .addKeyValue("state", trouble.code())
                        .addKeyValue("reason", reason)
                        .log("the journal is not usable yet; tried again each second");
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_NANOS);
        } finally {
            pulse = pulses.add(PULSE);
        }
    }

    /** A commit that failed may be on disk all the same, or in part after a salvage: nothing is stored under two numbers. */
    private List<Scan> takeWhatIsThere() throws SQLException, DamagedRowException {
        List<Scan> there = new ArrayList<>();
        for (int i = attempted.size() - 1; i >= 0; i--) {
            Scan scan = attempted.get(i);
            if (file.holds(scan)) {
                there.add(0, scan);
                group.remove(i);
                redating.stamped(new SeqRange(scan.seq(), scan.seq()), attemptedBy);
            }
        }
        attempted = List.of();
        return there;
    }

    private void renew() throws SQLException, IOException {
        var identity = new Identities.Identity(UUID.randomUUID(), lastSeq);
        log.atWarn()
                .addKeyValue("was", identities.current().id())
                .addKeyValue("journal", identity.id())
                .addKeyValue("lastSeq", lastSeq)
                .log("the hub has scans that this journal never gave: it was put back from an older copy, or shared;"
                        + " scans from now on get a new journal id");
        file.renew(identity);
        supersededId = Optional.of(identities.current().id());
        identities = identities.with(identity.id(), identity.above());
        superseded = false;
        marked().renewed(identities);
    }

    private JournalMark marked() throws IOException {
        if (mark.isEmpty()) {
            mark = Optional.of(new JournalMark(settings.mark(), identities, lastSeq));
        }
        return mark.orElseThrow();
    }

    private void gather() throws InterruptedException {
        if (group.isEmpty()) {
            NewScan first = queue.poll(stopping ? 0 : IDLE_NANOS, TimeUnit.NANOSECONDS);
            if (first == null) {
                return;
            }
            group.add(first);
        }
        long dueAt = pace.dueAt(ticker.nanos());
        while (group.size() < CommitPace.MOST_SCANS) {
            queue.drainTo(group, CommitPace.MOST_SCANS - group.size());
            long left = dueAt - ticker.nanos();
            if (group.size() == CommitPace.MOST_SCANS || left <= 0 || stopping) {
                return;
            }
            @Nullable NewScan next = queue.poll(left, TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            group.add(next);
        }
    }

    private void commit() throws SQLException, IOException {
        WallMapping wall = clock.mapping();
        List<Scan> scans = numbered(wall);
        marked().reserve(scans.get(scans.size() - 1).seq());
        Optional<SeqSet> unsaved = receipts.unsaved();
        attempted = scans;
        attemptedBy = wall;
        try {
            file.append(scans, unsaved);
        } catch (SQLException e) {
            if (!Sqlite.isDiskFull(e)) {
                throw e;
            }
            attempted = List.of();
            keeper.diskFull();
            return;
        }
        attempted = List.of();
        group.clear();
        unsaved.ifPresent(receipts::saved);
        long last = scans.get(scans.size() - 1).seq();
        // before the uplink can see them
        redating.stamped(new SeqRange(scans.get(0).seq(), last), wall);
        lastSeq = last;
        pace.committedAt(ticker.nanos());
        committed(scans);
    }

    private void committed(List<Scan> scans) {
        keeper.appended(scans.get(0).seq());
        commits.increment();
        scansCommitted.add(scans.size());
        for (CommitListener listener : listeners) {
            listener.committed(scans);
        }
    }

    /** The clock may have been set since scans were stamped. */
    private void redate() throws SQLException {
        if (!redating.isWaiting()) {
            return;
        }
        try {
            redating.correct(clock.mapping(), file::correct);
        } catch (SQLException e) {
            if (!Sqlite.isDiskFull(e)) {
                throw e;
            }
            keeper.diskFull();
        }
    }

    private List<Scan> numbered(WallMapping wall) {
        List<Scan> scans = new ArrayList<>(group.size());
        long seq = lastSeq;
        for (NewScan scan : group) {
            scans.add(scan.numbered(++seq, wall));
        }
        return scans;
    }

    private void reportLeftOver() {
        int left = group.size() + queue.size();
        if (left > 0) {
            log.atError().addKeyValue("scans", left).log("scans could not be put on disk before the end");
        }
    }
}
