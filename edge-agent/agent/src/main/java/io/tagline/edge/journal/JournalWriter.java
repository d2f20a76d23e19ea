package io.tagline.edge.journal;

import io.tagline.edge.health.Counter;
import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Pulse;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.time.WallMapping;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    // for the life of the journal
    private final JournalFile file;
    private final JournalKeeper keeper;
    private final Receipts receipts;
    private final Redating redating;
    private final WallClock clock;
    private final Ticker ticker;
    private final Pulse pulse;
    private final Counter scansCommitted;
    private final Counter commits;
    private final CommitPace pace = new CommitPace();
    private final BlockingQueue<NewScan> queue = new ArrayBlockingQueue<>(QUEUE_SCANS);
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();

    private volatile long lastSeq;
    private volatile boolean stopping;
    private volatile boolean ended;

    // for one commit; kept when it is to be tried again
    private final List<NewScan> group = new ArrayList<>(CommitPace.MOST_SCANS);

    JournalWriter(
            JournalFile file,
            JournalKeeper keeper,
            Receipts receipts,
            Redating redating,
            WallClock clock,
            Ticker ticker,
            Pulse pulse,
            Counters counters)
            throws SQLException {
        this.file = file;
        this.keeper = keeper;
        this.receipts = receipts;
        this.redating = redating;
        this.clock = clock;
        this.ticker = ticker;
        this.pulse = pulse;
        this.scansCommitted = counters.counter("tagline_journal_scans_total", "Scans put on disk.");
        this.commits = counters.counter("tagline_journal_commits_total", "Transactions that put scans on disk.");
        this.lastSeq = file.lastSeq();
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

    @Override
    public void run() {
        try {
            while (!stopping || !(group.isEmpty() && queue.isEmpty())) {
                pulse.beat();
                keeper.tend();
                if (!keeper.mayAppend()) {
                    if (stopping) {
                        break;
                    }
                    TimeUnit.NANOSECONDS.sleep(IDLE_NANOS);
                    continue;
                }
                redate();
                gather();
                if (!group.isEmpty()) {
                    commit();
                }
            }
            keeper.finish();
        } catch (SQLException e) {
            throw new IllegalStateException("the journal can not be written; its file is checked at the next start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = true;
            reportLeftOver();
        }
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

    private void commit() throws SQLException {
        WallMapping wall = clock.mapping();
        List<Scan> scans = numbered(wall);
        Optional<SeqSet> unsaved = receipts.unsaved();
        try {
            file.append(scans, unsaved);
        } catch (SQLException e) {
            if (!Sqlite.isDiskFull(e)) {
                throw e;
            }
            keeper.diskFull();
            return;
        }
        group.clear();
        unsaved.ifPresent(receipts::saved);
        keeper.appended(scans.get(0).seq());
        long last = scans.get(scans.size() - 1).seq();
        // before the uplink can see them
        redating.stamped(new SeqRange(scans.get(0).seq(), last), wall);
        lastSeq = last;
        pace.committedAt(ticker.nanos());
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
