package io.tagline.edge.journal;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Pulses;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallClock;
import io.tagline.wire.Receipt;
import io.tagline.wire.Scan;
import io.tagline.wire.ScanBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable store of scans. The portals append; once on disk, the uplink reads what the hub has not receipted, and hands
 * back receipts. A scan is named by (journal UUID, sequence number) for ever: the UUID is born with the file, numbers run
 * from 1 without gaps. Safe for any thread; one thread {@code journal} writes.
 */
public final class Journal implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final JournalSettings settings;
    private final JournalLock lock;
    private final Receipts receipts;
    private final JournalKeeper keeper;
    private final JournalWriter writer;
    private final JournalFile file;
    private final PendingScans pending;
    private final DamagedJournals damaged;
    private final Redating redating;
    private final WallClock clock;
    private final Thread thread;

    private Journal(
            JournalSettings settings,
            JournalLock lock,
            OpenedJournal opened,
            WallClock clock,
            Ticker ticker,
            Counters counters,
            Pulses pulses)
            throws SQLException, IOException {
        this.settings = settings;
        this.lock = lock;
        this.file = opened.file();
        this.damaged = new DamagedJournals(settings.dir());
        this.receipts = new Receipts(JournalFile.receipted(file.connection()));
        this.keeper = new JournalKeeper(file, receipts, settings, ticker);
        this.redating = new Redating(CorrectionTable.all(file.connection()));
        this.clock = clock;
        this.pending = new PendingScans(receipts);
        if (opened.readable()) {
            this.pending.become(Sqlite.openForReading(settings.database()));
        }
        var mender = new JournalMender(settings, lock, file, receipts, pending);
        this.writer =
                new JournalWriter(settings, file, keeper, mender, receipts, redating, clock, ticker, pulses, counters);
        this.thread = new Thread(writer, "journal");
    }

    /**
     * Opens the journal, or makes one, and starts its thread. A damaged file is set aside, and what can be read of it is
     * taken over.
     *
     * @param clock dates scans when they are written
     * @param ticker paces commits
     * @throws JournalException if another process has it, or the folder can not be written
     */
    public static Journal open(
            JournalSettings settings, WallClock clock, Ticker ticker, Counters counters, Pulses pulses)
            throws JournalException {
        Path dir = settings.dir();
        try {
            Files.createDirectories(dir);
        } catch (IOException e) {
            throw new JournalException("journal folder " + dir + " can not be made: " + e, e);
        }
        JournalLock lock = JournalLock.take(settings.lock());
        try {
            OpenedJournal opened = OpenedJournal.open(settings);
            var journal = new Journal(settings, lock, opened, clock, ticker, counters, pulses);
            opened.trouble().ifPresent(journal.keeper::trouble);
            journal.register(counters);
            journal.thread.start();
            log.atInfo()
                    .addKeyValue("journal", journal.id())
                    .addKeyValue("lastSeq", journal.writer.lastSeq())
                    .addKeyValue("pending", journal.pendingCount())
                    .log("journal open");
            return journal;
        } catch (SQLException | IOException e) {
            try {
                lock.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw new JournalException("journal " + settings.database() + " can not be opened: " + e.getMessage(), e);
        }
    }

    /** The identity of this journal, born with its file; a copy that meets the original gets another. */
    public UUID id() {
        return writer.identities().current().id();
    }

    /**
     * Hands over a scan; it is on disk when a {@link CommitListener} hears of it, within 250 ms. Waits while the queue of
     * 1,000 is full, which it is when the disk is too slow, or no scan may be let go for want of receipts.
     *
     * @throws InterruptedException if the thread was told to stop while it waited; the scan was not taken
     * @throws IllegalStateException if the journal is closed, or its thread has died
     */
    public void append(NewScan scan) throws InterruptedException {
        writer.append(scan);
    }

    /** Tells this listener of every commit from now on. */
    public void addListener(CommitListener listener) {
        writer.addListener(listener);
    }

    /** Highest number that is on disk, 0 if none. */
    public long lastSeq() {
        return writer.lastSeq();
    }

    /** How many scans the hub has not receipted. */
    public long pendingCount() {
        return Math.max(0, writer.lastSeq() - receipts.receipted().size());
    }

    /**
     * The lowest scans on disk that the hub has not receipted, of one identity, to be sent: from now on they stay as they are.
     * None while the file can not be read.
     *
     * @param held leaves these out: they are under way
     * @param most at most so many
     */
    public List<Scan> pending(SeqSet held, int most) {
        return redating.handOut(() -> writer.identities().together(pending.next(held, writer.lastSeq(), most)));
    }

    /** The message that carries these scans, as {@link #pending} gave them, to the hub. */
    public ScanBatch onWire(List<Scan> scans) {
        return writer.identities().onWire(scans);
    }

    /** True if scans wait that are dated by a clock which was not set since the gateway booted, and soon may be. */
    public boolean isWaitingForAClock() {
        return redating.isWaiting() && redating.isWaitingForAClock(clock.mapping());
    }

    /**
     * Takes the hub's word: what it has committed need not be sent again, what it wants must be, even if receipted before.
     * A receipt for another journal is ignored.
     *
     * @return true if it was for this journal
     */
    public boolean receipt(Receipt receipt) {
        Optional<Identities.Local> ours = writer.identities().local(receipt, writer.lastSeq());
        ours.map(this::ofHeldScans).ifPresent(receipts::take);
        if (ours.filter(Identities.Local::beyondLast).isPresent()) {
            writer.supersede();
        }
        return ours.isPresent();
    }

    /** What is wanted but not here is not waited for: it is gone, or was never there. */
    private Identities.Local ofHeldScans(Identities.Local receipt) {
        return new Identities.Local(receipt.committed(), pending.held(receipt.wanted()), receipt.beyondLast());
    }

    /** What the hub has receipted. */
    public SeqSet receipted() {
        return receipts.receipted();
    }

    /** The journal as it is now; reads the disk. */
    public JournalStatus status() {
        Identities.Identity current = writer.identities().current();
        long lastSeq = writer.lastSeq();
        long firstSeq = Math.max(keeper.firstSeq(), current.above() + 1);
        boolean holdsAny = keeper.firstSeq() > 0 && firstSeq <= lastSeq;
        return new JournalStatus(
                current.id(),
                keeper.state(),
                holdsAny ? firstSeq - current.above() : 0,
                lastSeq - current.above(),
                writer.identities().earlier(keeper.firstSeq(), receipts.receipted()),
                pendingCount(),
                pending.oldest(lastSeq).map(redating::corrected).map(Scan::at),
                bytes(),
                settings.maxBytes());
    }

    /** Why the file can not be used, as far as the state does not say; empty if it can. */
    public String unusable() {
        return writer.unusable();
    }

    /** A line for each damaged journal that is kept until an operator moves it away; reads the disk. */
    public List<String> damaged() {
        return damaged.kept();
    }

    /** The identity under which the hub knew scans that are not here: this was an older copy, and has another by now. */
    public Optional<UUID> superseded() {
        return writer.superseded();
    }

    /** Puts on disk what waits, stops the thread, lets go of the files. */
    @Override
    public void close() throws JournalException {
        writer.stop();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new JournalException("journal " + settings.database() + ": its thread did not end within "
                    + CLOSE_LIMIT.toSeconds() + " s; the file is left as after a crash, which it stands");
        }
        try (lock;
                file;
                pending) {
            log.atInfo()
                    .addKeyValue("journal", id())
                    .addKeyValue("lastSeq", lastSeq())
                    .log("journal closed");
        } catch (SQLException | IOException e) {
            throw new JournalException("journal " + settings.database() + " did not close: " + e.getMessage(), e);
        }
    }

    private void register(Counters counters) {
        counters.gauge("tagline_journal_pending_scans", "Scans without the hub's receipt.", this::pendingCount);
        counters.gauge("tagline_journal_bytes", "Size of the journal's files on disk.", this::bytes);
        counters.gauge("tagline_journal_quota_bytes", "Size that the journal may grow to.", settings::maxBytes);
    }

    private long bytes() {
        Path database = settings.database();
        Path writeAheadLog = database.resolveSibling(database.getFileName() + "-wal");
        // a file that is not there has length 0
        return database.toFile().length()
                + writeAheadLog.toFile().length()
                + settings.reserve().toFile().length();
    }
}
