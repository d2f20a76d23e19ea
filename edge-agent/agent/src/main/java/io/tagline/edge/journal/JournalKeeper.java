package io.tagline.edge.journal;

import io.tagline.edge.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the journal within its space and its receipts on disk, between commits. Receipted scans go when they are old enough,
 * or earlier when space is short; others never go: then appending waits. Owns the journal's state. Confined to the thread
 * {@code journal} but for {@link #state()} and {@link #firstSeq()}.
 */
final class JournalKeeper {
    private static final Logger log = LoggerFactory.getLogger(JournalKeeper.class);

    /** Scans deleted in one transaction: some 250 kB, a few milliseconds. */
    private static final int DELETE_AT_ONCE = 2_000;

    /** SQLite checkpoints its log at {@value Sqlite#LOG_PAGES} pages; a reader can hold that up for a moment. */
    private static final long LOG_BYTES = 6L * 1024 * 1024;

    private static final double HIGH_WATER = 0.90;
    private static final double LOW_WATER = 0.85;

    private static final int SHRINK_PAGES = 256;
    private static final int MIN_FREE_PAGES = 1_024;
    private static final int FREE_SHARE = 4;

    /** The quota is looked at after so many scans, some 600 kB, however quickly they come. */
    private static final long EVERY_SCANS = 5_000;

    private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long BLOCKED_NANOS = Duration.ofMillis(100).toNanos();
    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();

    // for the life of the journal
    private final JournalFile file;
    private final Receipts receipts;
    private final ReserveFile reserve;
    private final Ticker ticker;
    private final long limitPages;
    private final long keepHours;

    private volatile JournalState state = JournalState.WRITING;
    private volatile long firstSeq;
    private boolean tryAgain;
    private long tendAt;
    private long tendFromSeq;
    private long hourAt;
    private long agedTo;

    JournalKeeper(JournalFile file, Receipts receipts, JournalSettings settings, Ticker ticker) throws SQLException {
        this.file = file;
        this.receipts = receipts;
        this.reserve = new ReserveFile(settings.reserve());
        this.ticker = ticker;
        this.limitPages = (settings.maxBytes() - ReserveFile.BYTES - LOG_BYTES) / Sqlite.PAGE_BYTES;
        this.keepHours = Math.max(1, settings.keepReceipted().toHours());
        this.firstSeq = ScanTable.first(file.connection());
        this.tendAt = ticker.nanos();
        this.hourAt = tendAt + HOUR_NANOS;
    }

    JournalState state() {
        return state;
    }

    long firstSeq() {
        return firstSeq;
    }

    /** True if a commit may be tried: there is room, or it is time to see whether the full disk has some again. */
    boolean mayAppend() {
        return !state.blocked() || (state == JournalState.DISK_FULL && tryAgain);
    }

    /** Does what is due. Returns at once when nothing is. */
    void tend() throws SQLException {
        long now = ticker.nanos();
        if (now - tendAt < 0) {
            return;
        }
        tendAt = now + EVERY_NANOS;
        try {
            if (state == JournalState.DISK_FULL) {
                freeDisk();
            }
            saveReceipts();
            noteHour(now);
            keepWithinQuota(now);
            reserve.make();
            if (state == JournalState.DISK_FULL) {
                tryAgain = reserve.present() || !holdsReceipted();
                leaveDiskFullIfRoomy();
            }
        } catch (SQLException e) {
            if (!Sqlite.isDiskFull(e)) {
                throw e;
            }
            diskFull();
        }
    }

    /** A commit has found no room on the disk. It is tried again after the next {@link #tend}. */
    void diskFull() {
        enter(JournalState.DISK_FULL);
        tryAgain = false;
        tendAt = ticker.nanos() + EVERY_NANOS;
    }

    /** The file can not be used until it is {@link #mended}. */
    void trouble(JournalState needsMending) {
        enter(needsMending);
    }

    void mended() throws SQLException {
        firstSeq = ScanTable.first(file.connection());
        enter(JournalState.WRITING);
    }

    /** Scans were committed from this number on. */
    void appended(long from) {
        if (firstSeq == 0) {
            firstSeq = from;
        }
        if (from >= tendFromSeq) {
            tendFromSeq = from + EVERY_SCANS;
            tendAt = ticker.nanos();
        }
        if (state == JournalState.DISK_FULL) {
            enter(JournalState.WRITING);
        }
    }

    /** Nothing more is written but the receipts. */
    void finish() throws SQLException {
        try {
            saveReceipts();
            file.checkpoint();
        } catch (SQLException e) {
            if (!Sqlite.isDiskFull(e)) {
                throw e;
            }
        }
        enter(JournalState.CLOSED);
    }

    private void saveReceipts() throws SQLException {
        Optional<SeqSet> unsaved = receipts.unsaved();
        if (unsaved.isPresent()) {
            file.saveReceipted(unsaved.get());
            receipts.saved(unsaved.get());
        }
    }

    private void noteHour(long now) throws SQLException {
        if (now - hourAt >= 0) {
            hourAt = now + HOUR_NANOS;
            agedTo = file.hourPassed(receipts.receipted(), keepHours);
        }
    }

    private void keepWithinQuota(long now) throws SQLException {
        long used = file.pages() - file.freePages();
        boolean isShort = used > limitPages * (state == JournalState.WRITING ? HIGH_WATER : LOW_WATER);
        long prefix = receipts.receipted().prefix();
        long goesTo =
                isShort ? prefix : Math.max(agedTo, Math.min(prefix, EarlierTable.beyondTelling(file.connection())));
        if (state != JournalState.DISK_FULL && firstSeq > 0 && firstSeq <= goesTo) {
            delete(goesTo);
            tendAt = now;
        } else {
            shrink();
        }
        if (state == JournalState.DISK_FULL) {
            return;
        }
        if (isShort && used > limitPages && firstSeq > receipts.receipted().prefix()) {
            enter(JournalState.FULL);
            tendAt = now + BLOCKED_NANOS;
        } else {
            enter(isShort ? JournalState.SHORT : JournalState.WRITING);
        }
    }

    /**
     * On a full disk SQLite needs room to delete, and to move its log into the database: the reserve is that room, and the log
     * is kept smaller than it. Deletes until the reserve fits again: without it the next full disk could not be freed.
     */
    private void freeDisk() throws SQLException {
        if (!holdsReceipted()) {
            return;
        }
        try {
            reserve.free();
        } catch (IOException e) {
            throw new UncheckedIOException("freeing the reserve of the journal", e);
        }
        file.syncAll();
        while (holdsReceipted() && file.freePages() * Sqlite.PAGE_BYTES < 2 * ReserveFile.BYTES) {
            delete(receipts.receipted().prefix());
            file.checkpoint();
        }
        file.shrink((int) file.freePages());
        file.syncAll();
    }

    private boolean holdsReceipted() {
        return firstSeq > 0 && firstSeq <= receipts.receipted().prefix();
    }

    private void leaveDiskFullIfRoomy() {
        try {
            if (reserve.diskHasRoom()) {
                enter(JournalState.WRITING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("asking for the room on the journal's disk", e);
        }
    }

    private void delete(long to) throws SQLException {
        SeqSet receipted = receipts.receipted();
        int gone = file.deleteTo(to, DELETE_AT_ONCE, receipted);
        receipts.saved(receipted);
        firstSeq = ScanTable.first(file.connection());
        log.atDebug()
                .addKeyValue("scans", gone)
                .addKeyValue("firstSeq", firstSeq)
                .log("receipted scans let go");
    }

    /** Pages are reused by later scans; only where many more are free than that takes are they given back. */
    private void shrink() throws SQLException {
        long free = file.freePages();
        if (free > MIN_FREE_PAGES && free > file.pages() / FREE_SHARE) {
            file.shrink(SHRINK_PAGES);
        }
    }

    private void enter(JournalState next) {
        JournalState before = state;
        state = next;
        if (next != before) {
            (next.blocked() ? log.atError() : log.atInfo())
                    .addKeyValue("state", next.code())
                    .addKeyValue("before", before.code())
                    .log("journal state");
        }
    }
}
