package io.tagline.journeys;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a small hub's SQLite database large: copies of its newest parcel with order and shipment, two events for each, and long
 * timelines for the first of them. Events lie in the table as they happened, so that one parcel's are spread over all of it.
 */
final class PageDatabase {
    /** Of every parcel that is not looked at. */
    private static final int EVENTS_OF_OTHERS = 2;

    private final Connection database;

    private PageDatabase(Connection database) {
        this.database = database;
    }

    /**
     * Fills the database; the hub must not run.
     *
     * @param parcels copies made
     * @param lookedAt how many of them get a long timeline
     * @param events of each of those
     */
    static void fill(Path file, int parcels, int lookedAt, int events) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            PageDatabase filled = new PageDatabase(database);
            filled.run("PRAGMA synchronous = OFF");
            filled.run("PRAGMA cache_size = -400000");
            database.setAutoCommit(false);
            filled.parcels(parcels);
            filled.events(parcels, 0, EVENTS_OF_OTHERS);
            filled.events(lookedAt, EVENTS_OF_OTHERS, events);
            database.commit();
            database.setAutoCommit(true);
            filled.run("ANALYZE");
        }
    }

    /** The token of the link of copy {@code n}, from 1: as long as a real one, 22 signs of base64url. */
    static String link(int n) {
        return String.format("bench-copy_%011d", n);
    }

    private void parcels(int parcels) throws SQLException {
        run("CREATE TEMP TABLE n AS WITH RECURSIVE up(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM up WHERE i < "
                + parcels + ") SELECT i FROM up");
        copy("orders", "id = " + id('o') + ", reference = 'copy-' || n.i");
        copy("shipments", "id = " + id('s') + ", order_id = " + id('o'));
        copy(
                "parcels",
                "id = " + id('p') + ", order_id = " + id('o') + ", shipment = " + id('s')
                        + ", tracking_number = 'XX' || printf('%09d', n.i) || 'CA', link = printf('bench-copy_%011d', n.i)"
                        + ", watch_at = NULL");
    }

    /** 16 bytes that nobody else has. */
    private static String id(char kind) {
        return "CAST('" + kind + "' || printf('%015d', n.i) AS BLOB)";
    }

    private void copy(String table, String changes) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT name FROM pragma_table_info('" + table + "')")) {
            while (rows.next()) {
                String column = rows.getString(1);
                columns.add(column);
                values.add(changed(column, changes));
            }
        }
        run("INSERT INTO " + table + " (" + String.join(", ", columns) + ") SELECT " + String.join(", ", values)
                + " FROM n, (SELECT * FROM " + table + " ORDER BY rowid DESC LIMIT 1) t");
    }

    private static String changed(String column, String changes) {
        for (String change : changes.split(", (?=[a-z_]+ = )", -1)) {
            if (change.startsWith(column + " = ")) {
                return change.substring(column.length() + 3);
            }
        }
        return "t." + column;
    }

    /** Events {@code from} to {@code to} of the first parcels, an hour apart; the older ones of all parcels first. */
    private void events(int parcels, int from, int to) throws SQLException {
        long start = System.currentTimeMillis() - Duration.ofDays(20).toMillis();
        for (int i = from; i < to; i++) {
            long hour = start + i * Duration.ofHours(1).toMillis();
            run(
                    """
                    INSERT INTO tracking_events
                      (parcel, id, kind, occurred_at, recorded_at, site, place, portal, confidence, clock, journal, seq)
                    SELECT %1$s, unhex(printf('%%012x', %2$d + n.i %% 3600000) || hex(randomblob(10))), '%3$s',
                      %2$d + n.i %% 3600000, %2$d + n.i %% 3600000 + 40, 'ott-1', 'Ottawa, ON', 'door-2', 0.99, 'synced',
                      randomblob(16), %4$d * 10000000 + n.i
                    FROM n WHERE n.i <= %5$d ORDER BY n.i
                    """
                            .formatted(id('p'), hour, i % 2 == 0 ? "arrived" : "departed", i, parcels));
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
