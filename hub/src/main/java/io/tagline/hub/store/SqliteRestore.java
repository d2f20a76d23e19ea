package io.tagline.hub.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts a backup in the place of the database. Nothing may have the database open. The backup is copied and looked through before
 * anything is touched; the database that was there is moved aside with its log, not deleted.
 *
 * <p>Cut short at any step, it leaves the old database as it was, or a copy named as ready: then the new one has been decided for,
 * and {@link #finish} does what is left, as often as need be. No database is ever beside the log of another.
 */
public final class SqliteRestore {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    /** A log of the old database beside the new one would be played into it. */
    private static final String[] LOGS = {"-wal", "-shm", "-journal"};

    /** Not looked through yet. */
    private static final String COPY = ".restoring";

    /** Whole and on disk; the time of the restore follows. */
    private static final String READY = ".ready-";

    private static final String REPLACED = ".replaced-";

    private final Path database;
    private final Runnable beforeEachStep;

    /** @param database to be replaced; may be missing */
    public SqliteRestore(Path database) {
        this(database, () -> {});
    }

    /** @param beforeEachStep for tests that stop there */
    SqliteRestore(Path database, Runnable beforeEachStep) {
        this.database = database.toAbsolutePath();
        this.beforeEachStep = beforeEachStep;
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

    /** True if a restore died before the new database was in its place: nobody may open it before it is. */
    public static boolean wasCutShort(Path database) throws IOException {
        return !new SqliteRestore(database).ready().isEmpty()
                || (!Files.exists(database) && Files.exists(sibling(database, COPY)));
    }

    /**
     * Replaces the database. One that was cut short before is finished first.
     *
     * @throws IOException if a file can't be copied or moved, naming it
     */
    public Done from(Path backup, Instant now) throws IOException, NoBackupException {
        finish();
        Path copy = sibling(database, COPY);
        beforeEachStep.run();
        Files.copy(backup, copy, StandardCopyOption.REPLACE_EXISTING);
        beforeEachStep.run();
        int version;
        try {
            version = check(backup, copy);
        } catch (NoBackupException e) {
            if (Files.exists(database)) {
                Files.delete(copy);
            }
            throw e;
        }
        OnDisk.force(copy);
        move(copy, sibling(database, READY + STAMP.format(now)));
        OnDisk.forceFolderOf(database);
        return new Done(version, finish());
    }

    /**
     * Does what is left of a restore that was cut short; nothing if there is none. Nothing may have the database open.
     *
     * @return where the database that was there is now
     * @throws IOException if a file can't be moved, naming it
     */
    public Optional<Path> finish() throws IOException {
        Optional<Path> replaced = Optional.empty();
        for (Path ready : ready()) {
            String stamp = ready.getFileName().toString().substring((database.getFileName() + READY).length());
            Path aside = sibling(database, REPLACED + stamp);
            // before its logs: a database that lacks one is older than it was, and somebody might open it
            moveIfThere(database, aside);
            for (String log : LOGS) {
                moveIfThere(sibling(database, log), sibling(aside, log));
            }
            OnDisk.forceFolderOf(database);
            move(ready, database);
            OnDisk.forceFolderOf(database);
            replaced = Files.exists(aside) ? Optional.of(aside) : replaced;
        }
        return replaced;
    }

    /** At most one, unless somebody copied files about. */
    private List<Path> ready() throws IOException {
        Path folder = database.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        String prefix = database.getFileName() + READY;
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    private void moveIfThere(Path file, Path to) throws IOException {
        if (Files.exists(file)) {
            beforeEachStep.run();
            Files.move(file, to);
        }
    }

    private void move(Path file, Path to) throws IOException {
        beforeEachStep.run();
        Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
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

    private static Path sibling(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
