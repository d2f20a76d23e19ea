package io.tagline.edge.journal;

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

    private final Path database;
    private final Path salvaged;
    private final Path fresh;

    JournalRecovery(Path database) {
        this.database = database;
        this.salvaged = database.resolveSibling("journal.salvaged.db");
        this.fresh = database.resolveSibling("journal.new.db");
    }

    JournalFile open() throws SQLException, IOException {
        if (Files.exists(database)) {
            // what is left of a salvage that was cut short is older than what it was made from
            delete(salvaged);
            if (isDamaged()) {
                salvage();
            }
        } else if (Files.exists(salvaged)) {
            put(salvaged);
        } else {
            delete(fresh);
            JournalFile.create(fresh, UUID.randomUUID(), 0);
            put(fresh);
        }
        return JournalFile.open(database);
    }

    private boolean isDamaged() throws SQLException {
        try (Connection connection = Sqlite.openForReading(database)) {
            long version = Sqlite.number(connection, "PRAGMA user_version");
            if (version > JournalFile.VERSION) {
                throw new SQLException("its version is " + version + ", this agent knows up to " + JournalFile.VERSION
                        + ": expected an agent as new as the one that wrote it");
            }
            String found = quickCheck(connection);
            if (version == JournalFile.VERSION
                    && found.equals("ok")
                    && JournalFile.id(connection).isPresent()) {
                return false;
            }
            log.atError()
                    .addKeyValue("file", database)
                    .addKeyValue("found", found)
                    .log("the journal is damaged");
        } catch (SQLException e) {
            if (!Sqlite.isDamage(e)) {
                throw e;
            }
            log.atError()
                    .addKeyValue("file", database)
                    .addKeyValue("found", e.getMessage())
                    .log("the journal is damaged");
        }
        return true;
    }

    /** The first thing that is wrong, or {@code ok}. Reads the whole file, without its indexes. */
    private static String quickCheck(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            return row.next() ? row.getString(1).replace('\n', ' ') : "nothing";
        }
    }

    private void salvage() throws SQLException, IOException {
        Salvage.Result result = Salvage.copy(database, salvaged);
        Path aside = setAside();
        put(salvaged);
        log.atWarn()
                .addKeyValue("scans", result.scans())
                .addKeyValue("lastSeq", result.lastSeq())
                .addKeyValue("journal", result.id())
                .addKeyValue("kept", aside)
                .log("scans salvaged from the damaged journal, which is kept");
    }

    private Path setAside() throws IOException {
        int number = 1;
        while (Files.exists(aside(number))) {
            number++;
        }
        Path aside = aside(number);
        Path log = beside(database, "-wal");
        if (Files.exists(log)) {
            Files.move(log, beside(aside, "-wal"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(beside(database, "-shm"));
        Files.move(database, aside, StandardCopyOption.ATOMIC_MOVE);
        return aside;
    }

    private Path aside(int number) {
        return database.resolveSibling("journal.damaged-" + number + ".db");
    }

    /** Gives a whole file its name, and has the folder on disk before the first scan is. */
    private void put(Path whole) throws IOException {
        Files.move(whole, database, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(database.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }

    private static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(beside(file, "-wal"));
        Files.deleteIfExists(beside(file, "-shm"));
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
