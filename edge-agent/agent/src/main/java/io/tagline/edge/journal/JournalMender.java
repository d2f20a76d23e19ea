package io.tagline.edge.journal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the journal's file can not be used as it is, and makes it usable again while the agent runs. Nothing that was
 * read through a connection that has failed is believed: the file is opened anew, checked, and what its log holds is written
 * and synced once more, since after a failed fsync the page cache holds what the disk does not. Confined to the thread
 * {@code journal}.
 */
final class JournalMender {
    private static final Logger log = LoggerFactory.getLogger(JournalMender.class);

    private final JournalSettings settings;
    private final JournalLock lock;
    private final JournalFile file;
    private final Receipts receipts;
    private final PendingScans pending;
    private Optional<String> fileNumber;
    private Optional<String> logNumber;

    JournalMender(JournalSettings settings, JournalLock lock, JournalFile file, Receipts receipts, PendingScans pending)
            throws IOException {
        this.settings = settings;
        this.lock = lock;
        this.file = file;
        this.receipts = receipts;
        this.pending = pending;
        this.fileNumber = number(settings.database());
        this.logNumber = number(writeAheadLog());
    }

    /** What an error of the file means for the journal. */
    static JournalState meaning(Exception e) {
        if (e instanceof DamagedRowException || (e instanceof SQLException sql && Sqlite.isDamage(sql))) {
            return JournalState.DAMAGED;
        }
        if (e instanceof SQLException sql && Sqlite.isReadOnly(sql)) {
            return JournalState.READ_ONLY;
        }
        boolean readOnlyDisk = e instanceof FileSystemException refused
                && (refused instanceof java.nio.file.AccessDeniedException
                        || String.valueOf(refused.getReason()).contains("Read-only"));
        return readOnlyDisk ? JournalState.READ_ONLY : JournalState.FAILING;
    }

    /** True if the disk has no room for a file beside the database. */
    static boolean isDiskFull(IOException e) {
        return String.valueOf(e.getMessage()).contains("No space left");
    }

    /** Looks whether the file and its log are still there, and whether reading it went well. */
    Optional<JournalState> look() {
        try {
            if (!number(settings.database()).equals(fileNumber) || isLogGone()) {
                return Optional.of(JournalState.GONE);
            }
        } catch (IOException e) {
            return Optional.of(JournalState.FAILING);
        }
        return pending.takeTrouble().map(e -> {
            log.atError().addKeyValue("reason", e.getMessage()).log("the journal can not be read");
            return meaning(e);
        });
    }

    /** SQLite goes on with a log that has lost its name, and after the next start nobody would find those commits. */
    private boolean isLogGone() throws IOException {
        Optional<String> now = number(writeAheadLog());
        if (logNumber.isEmpty()) {
            logNumber = now;
        }
        return !now.equals(logNumber);
    }

    private Path writeAheadLog() {
        return JournalRecovery.beside(settings.database(), "-wal");
    }

    /** Empty if there is no such file. */
    private static Optional<String> number(Path file) throws IOException {
        try {
            return Optional.of(Place.fileNumber(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Tries to make it usable; tried again a second later when it fails.
     *
     * @param trouble one of those that need mending
     * @param given the highest number given so far
     */
    void mend(JournalState trouble, long given) throws SQLException, IOException {
        var recovery = new JournalRecovery(settings, () -> {});
        if (trouble == JournalState.GONE) {
            save(recovery);
        }
        if (trouble == JournalState.DAMAGED) {
            // until a person has made room for it, what can be read of it is sent
            recovery.demandRoom();
        }
        if (trouble != JournalState.READ_ONLY) {
            // what can only be read is read, until it can be written
            pending.detach();
            Sqlite.closeQuietly(file.connection());
        }
        JournalFile opened = recovery.open(trouble == JournalState.DAMAGED, given);
        try {
            opened.syncAll();
            receipts.add(JournalFile.receipted(opened.connection()));
            pending.become(Sqlite.openForReading(settings.database()));
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
        file.become(opened);
        fileNumber = number(settings.database());
        logNumber = number(writeAheadLog());
    }

    /** SQLite goes on with files that have lost their names; all that is in them gets a name again. */
    private void save(JournalRecovery recovery) throws SQLException, IOException {
        if (fileNumber.isPresent() && number(settings.database()).equals(fileNumber)) {
            saveLog();
        } else {
            saveDatabase(recovery);
        }
    }

    private void saveLog() throws SQLException {
        if (file.isOpen()) {
            // a reader would keep part of the log from being moved
            pending.detach();
            file.saveLog();
            log.atWarn()
                    .addKeyValue("file", writeAheadLog())
                    .log("the journal's log was removed while it was open; its scans are in the database now");
        }
    }

    private void saveDatabase(JournalRecovery recovery) throws SQLException, IOException {
        Path copy = recovery.salvaged();
        Files.createDirectories(settings.dir());
        lock.renew(settings.lock());
        if (file.isOpen()) {
            // a copy of the whole journal each second would wear the card out
            recovery.demandName();
            JournalRecovery.delete(copy);
            file.copyTo(copy);
            try (JournalFile copied = JournalFile.open(copy)) {
                copied.keepPlace("");
            }
            recovery.replaceBy(copy);
            log.atWarn()
                    .addKeyValue("file", settings.database())
                    .log("the journal's file was removed while it was open; its scans are in a new one");
        }
    }
}
