package io.tagline.edge.journal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
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
    private String fileNumber;

    JournalMender(JournalSettings settings, JournalLock lock, JournalFile file, Receipts receipts, PendingScans pending)
            throws IOException {
        this.settings = settings;
        this.lock = lock;
        this.file = file;
        this.receipts = receipts;
        this.pending = pending;
        this.fileNumber = Place.fileNumber(settings.database());
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

    /** Looks whether the file is still there, and whether reading it went well. */
    Optional<JournalState> look() {
        try {
            if (!Place.fileNumber(settings.database()).equals(fileNumber)) {
                return Optional.of(JournalState.GONE);
            }
        } catch (IOException e) {
            return Optional.of(Files.exists(settings.database()) ? JournalState.FAILING : JournalState.GONE);
        }
        return pending.takeTrouble().map(e -> {
            log.atError().addKeyValue("reason", e.getMessage()).log("the journal can not be read");
            return meaning(e);
        });
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
        fileNumber = Place.fileNumber(settings.database());
    }

    /** SQLite goes on with a file that has lost its name; all that is in it gets a new file. */
    private void save(JournalRecovery recovery) throws SQLException, IOException {
        Path copy = recovery.salvaged();
        Files.createDirectories(settings.dir());
        lock.renew(settings.lock());
        if (file.isOpen()) {
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
