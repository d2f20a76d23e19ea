package io.tagline.hub.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** {@code kill -9} at any moment of a start that makes or changes the tables: the next start has them whole. */
final class MigrationKillIT {
    private static final int KILLS = 10;

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    /** Run as a process of its own. */
    public static final class Opener {
        private Opener() {}

        public static void main(String[] arguments) {
            System.out.println("opening");
            Store.open(StoreSettings.sqlite(Path.of(arguments[0]))).close();
        }
    }

    @Test
    void aNewDatabaseIsWholeAfterKillsWhileItIsMade() throws Exception {
        killWhileOpening(folder.resolve("new.db"));
        assertOpens(folder.resolve("new.db"));
    }

    @Test
    void anOldDatabaseIsWholeAndKeepsItsRowsAfterKillsWhileItIsChanged() throws Exception {
        Path file = folder.resolve("old.db");
        Schema.migrate(dataSource(file), 1);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO journals VALUES (x'01', 'ott-1', 'gw-1', 1, 5)");
            statement.execute("INSERT INTO dead_letters VALUES (x'02', 7, 'topic', 'why', x'0304')");
        }
        killWhileOpening(file);
        assertOpens(file);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT (SELECT COUNT(*) FROM journals), letters, kept_bytes, (SELECT last_at FROM dead_letters)"
                                + " FROM dead_letter_sums")) {
            assertThat(row.next()).isTrue();
            assertThat(List.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                    .containsExactly(1L, 1L, 2L, 7L);
        }
    }

    private void killWhileOpening(Path file) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Opener.class.getName(), file.toString()));
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.getInputStream().read()).as("it runs").isEqualTo('o');
            process.waitFor(random.nextInt(1_200), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }
    }

    private void assertOpens(Path file) {
        try (Store store = Store.open(StoreSettings.sqlite(file))) {
            String verdict = store.transactions()
                    .read(tx ->
                            tx.sql("PRAGMA integrity_check").query(String.class).single());
            assertThat(verdict).as("seed %d", seed).isEqualTo("ok");
            long newest = store.transactions().read(tx -> tx.sql(
                            "SELECT MAX(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success = 1")
                    .query(Long.class)
                    .single());
            assertThat(newest).as("seed %d", seed).isEqualTo(Schema.newestVersion());
        }
    }

    private static DataSource dataSource(Path file) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
