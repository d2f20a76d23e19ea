package io.tagline.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore that is killed, wherever, leaves the old database or the restored one, each with its own log and no other. */
final class SqliteRestoreTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    /** What a kill is to the steps. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void killedAtAnyStepItLeavesTheOldDatabaseOrTheRestoredOne(@TempDir Path folder) throws Exception {
        Path backup = folder.resolve("backup.db");
        write(Files.createDirectories(folder.resolve("source")).resolve("hub.db"), "restored", 200);
        SqliteBackup.copy(folder.resolve("source/hub.db"), backup);
        int step = 0;
        boolean killed = true;
        while (killed) {
            Path database = killedHub(folder.resolve("at-" + step));
            killed = restoreKilledAt(step, database, backup);
            boolean decided = SqliteRestore.wasCutShort(database);
            if (!decided) {
                // a hub of any version may open it as it is
                assertThat(content(database))
                        .as("after a kill at step %s", step)
                        .isEqualTo(killed ? "old 100" : "restored 200");
            }
            killAtEachStepOfFinishing(database);
            new SqliteRestore(database).finish();

            assertThat(SqliteRestore.wasCutShort(database)).isFalse();
            assertThat(content(database))
                    .as("finished after a kill at step %s", step)
                    .isEqualTo(decided || !killed ? "restored 200" : "old 100");
            if (decided) {
                assertThat(content(replaced(database)))
                        .as("what was replaced, with its log")
                        .isEqualTo("old 100");
            }
            step++;
        }
        assertThat(step).as("steps").isGreaterThan(5);
    }

    private static boolean restoreKilledAt(int step, Path database, Path backup) throws Exception {
        try {
            new SqliteRestore(database, killAt(step)).from(backup, NOW);
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    private static void killAtEachStepOfFinishing(Path database) throws IOException {
        boolean killed = true;
        while (killed) {
            try {
                // the second step of what is left each time, so that one more is done before each kill
                new SqliteRestore(database, killAt(1)).finish();
                killed = false;
            } catch (Killed e) {
                assertThat(SqliteRestore.wasCutShort(database)).isTrue();
            }
        }
    }

    private static Runnable killAt(int step) {
        int[] left = {step};
        return () -> {
            if (left[0]-- == 0) {
                throw new Killed();
            }
        };
    }

    /** A database as a killed hub leaves it: what it says is in its log alone. */
    private static Path killedHub(Path folder) throws Exception {
        Path running = Files.createDirectories(folder.resolve("running")).resolve("hub.db");
        Path database = folder.resolve("hub.db");
        write(running, "older", 1);
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + running);
                Statement statement = open.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = 0");
            statement.execute("DELETE FROM scans");
            fill(statement, "old", 100);
            for (String ending : List.of("", "-wal", "-shm")) {
                Files.copy(Path.of(running + ending), Path.of(database + ending));
            }
        }
        return database;
    }

    private static void write(Path database, String whose, int rows) throws SQLException {
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = open.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE flyway_schema_history (version TEXT, success INTEGER)");
            statement.execute("INSERT INTO flyway_schema_history VALUES ('1', 1)");
            statement.execute("CREATE TABLE journals (id INTEGER)");
            statement.execute("CREATE TABLE scans (whose TEXT, body TEXT)");
            fill(statement, whose, rows);
        }
    }

    private static void fill(Statement statement, String whose, int rows) throws SQLException {
        statement.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + rows
                + ") INSERT INTO scans SELECT '" + whose + "', HEX(RANDOMBLOB(200)) FROM n");
    }

    private static String content(Path database) throws SQLException {
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = open.createStatement()) {
            try (ResultSet verdict = statement.executeQuery("PRAGMA integrity_check")) {
                assertThat(verdict.getString(1)).isEqualTo("ok");
            }
            try (ResultSet row =
                    statement.executeQuery("SELECT GROUP_CONCAT(DISTINCT whose) || ' ' || COUNT(*) FROM scans")) {
                return row.getString(1);
            }
        }
    }

    private static Path replaced(Path database) throws IOException {
        try (Stream<Path> files = Files.list(database.toAbsolutePath().resolveSibling(""))) {
            return files.filter(file -> file.toString().matches(".*hub\\.db\\.replaced-[\\d-]+"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
