package io.tagline.journeys.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.journeys.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldDatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void whatStoodInLaterColumnsIsGivenBack() throws Exception {
        Path database = folder.resolve("hub.db");
        migrate(database, 1);
        execute(
                database,
                "CREATE TABLE flyway_schema_history (version TEXT)",
                "INSERT INTO scans (journal, seq, site, portal, epc, direction, at, first_seen, last_seen, reads, confidence, clock,"
                        + " clock_error_ms, received_at, stamped_at) VALUES (x'01', 1, 's', 'd', 'E', 'in', 5, 5, 5, 1, 1, 'free', 0, 5,"
                        + " 77), (x'01', 2, 's', 'd', 'E', 'in', 6, 6, 6, 1, 1, 'free', 0, 6, NULL)");

        OldDatabase.makeOf(database);
        migrate(database, OldDatabase.VERSION + 1);
        OldDatabase.giveBack(database);

        assertThat(numbers(database, "SELECT stamped_at FROM scans ORDER BY seq"))
                .isEqualTo("77 0 ");
        assertThat(numbers(database, "SELECT COUNT(*) FROM sqlite_master WHERE name LIKE 'aside%'"))
                .isEqualTo("0 ");
    }

    private static void migrate(Path database, int from) throws Exception {
        Path folder = Project.root().resolve("hub/src/main/resources/db/migration");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted(Comparator.comparingInt(OldDatabaseTest::version))
                    .toList()) {
                if (version(file) >= from) {
                    String sql = Files.readString(file).replaceAll("--[^\\n]*", "");
                    execute(
                            database,
                            List.of(sql.split(";")).stream()
                                    .filter(each -> !each.isBlank())
                                    .toArray(String[]::new));
                }
            }
        }
    }

    private static int version(Path file) {
        return Integer.parseInt(file.getFileName().toString().split("__", 2)[0].substring(1));
    }

    private static void execute(Path database, String... all) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            for (String sql : all) {
                statement.execute(sql);
            }
        }
    }

    private static String numbers(Path database, String sql) throws SQLException {
        StringBuilder found = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.append(rows.getLong(1)).append(' ');
            }
        }
        return found.toString();
    }
}
