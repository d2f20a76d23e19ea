package io.tagline.edge.journal;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What there is to begin with when the agent starts. Whatever can be said by an agent that runs is not said by one that does not
 * start: what can not be mended yet is opened as far as it can be, and mended later.
 *
 * @param trouble what has to be mended before scans can be put into it
 * @param readable false if nothing can be read of the file that lies there
 */
record OpenedJournal(JournalFile file, Optional<JournalState> trouble, boolean readable) {
    private static final Logger log = LoggerFactory.getLogger(OpenedJournal.class);

    /**
     * A file that may not be written is opened all the same, so that what it holds is sent and health can say so. On a full disk
     * the reserve is the room that opening takes: an agent that does not start sends nothing, and so nothing is ever freed. One that
     * is damaged while no more damaged ones may be kept is read as far as it goes until somebody has made room.
     */
    static OpenedJournal open(JournalSettings settings) throws SQLException, IOException {
        var recovery = new JournalRecovery(settings, () -> {});
        try {
            return whole(recovery.open(false, 0));
        } catch (TooManyDamagedException e) {
            log.atError()
                    .addKeyValue("reason", e.getMessage())
                    .log("the journal is damaged and can not be salvaged yet");
            return damaged(settings);
        } catch (SQLException e) {
            var reserve = new ReserveFile(settings.reserve());
            if (Sqlite.isDiskFull(e) && reserve.present()) {
                log.atWarn()
                        .addKeyValue("reason", e.getMessage())
                        .log("the disk is full: the journal is opened with the room of its reserve");
                reserve.free();
                return whole(recovery.open(false, 0));
            }
            if (!Sqlite.isReadOnly(e)) {
                throw e;
            }
            try {
                return forReading(settings, JournalState.READ_ONLY);
            } catch (SQLException unreadable) {
                e.addSuppressed(unreadable);
                throw e;
            }
        }
    }

    private static OpenedJournal whole(JournalFile file) {
        return new OpenedJournal(file, Optional.empty(), true);
    }

    private static OpenedJournal forReading(JournalSettings settings, JournalState trouble) throws SQLException {
        return new OpenedJournal(JournalFile.openForReading(settings.database()), Optional.of(trouble), true);
    }

    private static OpenedJournal damaged(JournalSettings settings) throws SQLException {
        try {
            OpenedJournal opened = forReading(settings, JournalState.DAMAGED);
            if (isReadable(opened.file)) {
                return opened;
            }
            opened.file.close();
        } catch (SQLException e) {
            log.atDebug().setCause(e).log("not even opened");
        }
        return new OpenedJournal(JournalFile.ofNothing(), Optional.of(JournalState.DAMAGED), false);
    }

    /** True if what is known beside the scans can be read, and where the scans begin and end. */
    private static boolean isReadable(JournalFile file) {
        try {
            JournalFile.receipted(file.connection());
            CorrectionTable.all(file.connection());
            return JournalFile.identities(file.connection()).isPresent()
                    && ScanTable.first(file.connection()) <= file.lastSeq();
        } catch (SQLException | IllegalArgumentException e) {
            return false;
        }
    }
}
