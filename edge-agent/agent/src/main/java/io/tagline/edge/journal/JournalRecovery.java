package io.tagline.edge.journal;

import io.tagline.edge.journal.WriteAheadLog.Condition;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the journal's file whatever state it is in: makes it if missing, checks it, and has what is readable of a damaged
 * one salvaged. Each step may be cut short by another crash and is taken up again at the next start.
 */
final class JournalRecovery {
    private static final Logger log = LoggerFactory.getLogger(JournalRecovery.class);

    /**
     * Up to this size a file is checked as a whole before it is used: some 6 s of an SD card at 20 MB/s. Of a larger one the
     * tables and its newest scans are; the check sum of every other row is looked at when it is read.
     */
    private static final long CHECKED_BYTES = 128L * 1024 * 1024;

    private static final int NEWEST = 5_000;

    private final Path database;
    private final Path salvaged;
    private final Path whole;
    private final Path fresh;
    private final Path mark;
    private final DamagedJournals damaged;
    private final Runnable progress;

    /** @param progress called now and then while a large file is read */
    JournalRecovery(JournalSettings settings, Runnable progress) {
        this.database = settings.database();
        this.salvaged = database.resolveSibling("journal.salvaged.db");
        this.whole = database.resolveSibling("journal.whole.db");
        this.fresh = database.resolveSibling("journal.new.db");
        this.mark = settings.mark();
        this.damaged = new DamagedJournals(settings.dir());
        this.progress = progress;
    }

    /**
     * Opens it.
     *
     * @param suspect true if damage was found in use: what the check finds is of no matter then
     * @param given the highest number that this process knows to be given, 0 if it knows of none
     */
    JournalFile open(boolean suspect, long given) throws SQLException, IOException {
        boolean takenUp = Files.exists(whole);
        if (takenUp) {
            takeUp("set aside after a salvage that was cut short; what was read of it is in the journal");
        }
        boolean logAlone = !Files.exists(database) && Files.exists(beside(database, "-wal"));
        if (!Files.exists(database) && !logAlone && Files.exists(salvaged)) {
            // the database lost its name, and the agent died before all of it had another
            put(salvaged);
        }
        boolean torn = false;
        if (Files.exists(database) || logAlone) {
            // what is left of a salvage that was cut short is older than what it was made from
            delete(salvaged);
            Condition condition = WriteAheadLog.check(beside(database, "-wal"));
            torn = condition == Condition.TORN;
            if (logAlone || (suspect && !takenUp) || condition == Condition.DAMAGED || isDamaged()) {
                salvage(given);
                // it goes on under a new identity already
                torn = false;
            }
            Migration.run(database, progress);
        } else {
            begin();
        }
        return identified(JournalFile.open(database), torn);
    }

    private void begin() throws SQLException, IOException {
        if (Files.exists(mark)) {
            log.atError().addKeyValue("file", database).log("the journal's database is gone; a new journal begins");
        }
        delete(fresh);
        JournalFile.create(fresh, Identities.ofNewJournal(), 0);
        put(fresh);
    }

    /** Sees to it that no number is given under an identity that may have given it before. */
    private JournalFile identified(JournalFile file, boolean torn) throws SQLException, IOException {
        try {
            Identities identities = JournalFile.identities(file.connection()).orElseThrow();
            Place place = Place.of(database);
            Place before = file.place().map(Place::parse).orElse(place);
            long lastSeq = file.lastSeq();
            boolean behind = JournalMark.read(mark)
                    .filter(content -> content.identities().current().equals(identities.current()))
                    .filter(content -> content.numbersTo() > lastSeq + 2 * JournalMark.BLOCK)
                    .isPresent();
            if (torn || behind || !place.isSameAs(before)) {
                var renewed = new Identities.Identity(UUID.randomUUID(), lastSeq);
                file.renew(renewed);
                log.atWarn()
                        .addKeyValue("was", identities.current().id())
                        .addKeyValue("journal", renewed.id())
                        .addKeyValue("because", because(torn, behind))
                        .addKeyValue("place", place)
                        .addKeyValue("placeBefore", before)
                        .log("scans from now on get a new journal id; those that wait keep theirs");
            }
            file.keepPlace(place.knowing(before).toString());
            return file;
        } catch (SQLException | IOException e) {
            file.close();
            throw e;
        }
    }

    private static String because(boolean torn, boolean behind) {
        if (torn) {
            return "the write-ahead log ends in the middle: its last commit may be lost";
        }
        return behind ? "the file is older than journal.mark: a backup was put back" : "the file was copied here";
    }

    private boolean isDamaged() throws SQLException {
        String found;
        long version = 0;
        try (Connection connection = Sqlite.openForReading(database)) {
            version = Sqlite.number(connection, "PRAGMA user_version");
            if (version > JournalFile.VERSION) {
                throw new SQLException("its version is " + version + ", this agent knows up to " + JournalFile.VERSION
                        + ": expected an agent as new as the one that wrote it");
            }
            found = check(connection, version);
        } catch (SQLException e) {
            if (Sqlite.isDiskFull(e) || (!Sqlite.isDamage(e) && !Sqlite.isUnreadable(e))) {
                throw e;
            }
            found = String.valueOf(e.getMessage());
        } catch (IllegalArgumentException | DamagedRowException e) {
            found = String.valueOf(e.getMessage());
        }
        if (found.equals("ok")) {
            return false;
        }
        log.atError().addKeyValue("file", database).addKeyValue("found", found).log("the journal is damaged");
        if (version == Migration.OLD_VERSION) {
            throw new SQLException("it is damaged and of version 1, whose scans carry no check sums (" + found
                    + "): expected to be salvaged by the agent that wrote it, or moved away");
        }
        return true;
    }

    /** The first thing that is wrong, or {@code ok}. */
    private String check(Connection connection, long version) throws SQLException, DamagedRowException {
        if (version == 0) {
            return "no version";
        }
        if (database.toFile().length() <= CHECKED_BYTES) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
                String found = row.next() ? row.getString(1).replace('\n', ' ') : "nothing";
                if (!found.equals("ok")) {
                    return found;
                }
            }
        }
        if (version == Migration.OLD_VERSION) {
            return "ok";
        }
        SeqSet receipted = JournalFile.receipted(connection);
        long last = ScanTable.last(connection);
        try (var select = connection.prepareStatement(ScanTable.SELECT_RANGE)) {
            select.setLong(1, Math.max(ScanTable.first(connection), last - NEWEST));
            select.setLong(2, last);
            select.setInt(3, NEWEST);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ScanTable.read(row);
                }
            }
        }
        CorrectionTable.all(connection);
        boolean known = JournalFile.identities(connection).isPresent() && receipted.highest() >= 0;
        return known ? "ok" : "no identity";
    }

    /** @throws TooManyDamagedException if a damaged file could not be set aside now */
    void demandRoom() throws IOException {
        damaged.demandRoom();
    }

    /** @throws TooManyDamagedException if something lies under the journal's name that could not be set aside now */
    void demandName() throws IOException {
        if (isNameTaken()) {
            damaged.demandRoom();
        }
    }

    private boolean isNameTaken() {
        return Files.exists(database) || Files.exists(beside(database, "-wal"));
    }

    private void salvage(long given) throws SQLException, IOException {
        damaged.demandRoom();
        Salvage.Result result;
        try {
            result = Salvage.copy(database, mark, salvaged, given, progress);
        } catch (SQLException | IOException e) {
            // half a copy must not take the room that the disk may lack
            delete(salvaged);
            throw e;
        }
        String text = result.scans() + " scans were read, "
                + (result.lostScans() == 0
                        ? "none known to be lost"
                        : result.lostScans() + " without the hub's receipt are lost: numbers " + result.lost())
                + "; journal " + result.was() + " goes on as " + result.goesOnAs();
        keepWhole(salvaged);
        Path aside = setAside(text);
        log.atWarn().addKeyValue("kept", aside).log("scans salvaged from the damaged journal: " + text);
    }

    /** From here on this is the journal, should the agent die before it has the name. */
    private void keepWhole(Path file) throws IOException {
        sync(file);
        Files.move(file, whole, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    /** Gives the whole file its name, and sets aside what lies there still, with this said about it. */
    private void takeUp(String text) throws IOException {
        if (isNameTaken()) {
            setAside(text);
        } else {
            put(whole);
        }
    }

    /** The salvaged file is whole and on disk: from here on it is the journal, whatever is left under that name. */
    private Path setAside(String text) throws IOException {
        Path aside = damaged.take(database);
        damaged.note(aside, text);
        put(whole);
        return aside;
    }

    /** Takes this whole file for the journal. What lies under its name is set aside; see {@link #demandName}. */
    void replaceBy(Path copy) throws IOException {
        keepWhole(copy);
        takeUp("lay under the journal's name while the agent ran on another file");
    }

    /** Gives a whole file its name, and has the folder on disk before the first scan is. */
    private void put(Path file) throws IOException {
        sync(file);
        Files.move(file, database, StandardCopyOption.ATOMIC_MOVE);
        syncFolder();
    }

    private static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            channel.force(true);
        }
    }

    private void syncFolder() throws IOException {
        try (var folder = FileChannel.open(database.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }

    Path salvaged() {
        return salvaged;
    }

    static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(beside(file, "-wal"));
        Files.deleteIfExists(beside(file, "-shm"));
    }

    static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
