package io.tagline.hub.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Puts a backup in the place of the database. Nothing may have the database open. The backup is copied and looked through before
 * anything is touched; the database that was there is moved aside with its log, not deleted.
 */
public final class SqliteRestore {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /** A log of the old database beside the new one would be played into it. */
    private static final String[] LOGS = {"-wal", "-shm", "-journal"};

    private static final String COPY = ".restoring";

    private final Path database;

    /** @param database to be replaced; may be missing */
    public SqliteRestore(Path database) {
        this.database = database;
    }

    /** What came of it: where the database that was there is now. */
    public record Done(int schemaVersion, Optional<Path> replaced) {}

    /** The file is no backup that this version can take; nothing has been changed. */
    public static final class NoBackupException extends Exception {
        private static final long serialVersionUID = 1L;

        NoBackupException(String message, Throwable cause) {
            super(message, cause);
        }

        NoBackupException(String message) {
            super(message);
        }
    }

    /** True if a restore died between taking the old database away and putting the new one there. */
    public static boolean wasCutShort(Path database) {
        return !Files.exists(database) && Files.exists(sibling(database, COPY));
    }

    /**
     * Replaces the database.
     *
     * @throws IOException if a file can't be copied or moved, naming it
     */
    public Done from(Path backup, Instant now) throws IOException, NoBackupException {
        Path copy = sibling(database, COPY);
        Files.copy(backup, copy, StandardCopyOption.REPLACE_EXISTING);
        int version;
        try {
            version = check(backup, copy);
        } catch (NoBackupException e) {
            if (Files.exists(database)) {
                Files.delete(copy);
            }
            throw e;
        }
        force(copy);
        Optional<Path> replaced = moveAside(now);
        Files.move(copy, database, StandardCopyOption.ATOMIC_MOVE);
        Path folder = database.toAbsolutePath().getParent();
        if (folder != null) {
            force(folder);
        }
        return new Done(version, replaced);
    }

    private static int check(Path backup, Path copy) throws NoBackupException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy.toAbsolutePath());
                Statement statement = connection.createStatement()) {
            String verdict = text(statement, "PRAGMA integrity_check(1)");
            if (!verdict.equals("ok")) {
                throw new NoBackupException(
                        "file \"" + backup + "\" is damaged (" + verdict + "): expected a whole one");
            }
            String marker = text(
                    statement,
                    "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('flyway_schema_history', 'journals', 'scans')");
            if (!marker.equals("3")) {
                throw new NoBackupException(
                        "file \"" + backup + "\" is a database, but not a hub's: expected one that \"backup\" wrote");
            }
            int version = Integer.parseInt(
                    text(
                            statement,
                            "SELECT MAX(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success = 1 AND version IS NOT NULL"));
            if (version > Schema.newestVersion()) {
                throw new NoBackupException("file \"" + backup + "\" has schema version " + version
                        + ": expected at most " + Schema.newestVersion() + ", so a newer hub");
            }
            return version;
        } catch (SQLException e) {
            throw new NoBackupException(
                    "file \"" + backup + "\" is no database (" + e.getMessage()
                            + "): expected one that \"backup\" wrote",
                    e);
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private Optional<Path> moveAside(Instant now) throws IOException {
        String stamp = ".replaced-" + STAMP.format(now);
        Path aside = sibling(database, stamp);
        // logs first: without one the old database is older than it was, with a strange one the new database is broken
        for (String log : LOGS) {
            Path file = sibling(database, log);
            if (Files.exists(file)) {
                Files.move(file, sibling(database, stamp + log));
            }
        }
        if (!Files.exists(database)) {
            return Optional.empty();
        }
        Files.move(database, aside);
        return Optional.of(aside);
    }

    private static void force(Path file) throws IOException {
        // a folder is opened for reading; Linux flushes it all the same
        StandardOpenOption how = Files.isDirectory(file) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(file, how)) {
            channel.force(true);
        }
    }

    private static Path sibling(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
