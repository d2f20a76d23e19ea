package io.tagline.hub.crm.figures;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.HubCore;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A hub's SQLite database as it is after years: one order put as any is, and copies of it with customers and parcels of their own, as
 * {@link Work} would have put them one by one in an hour.
 */
final class ManyOrders {
    private final Connection database;

    private ManyOrders(Connection database) {
        this.database = database;
    }

    /** The hub must not run. */
    static void put(Path folder, Work work) throws Exception {
        Path file = folder.resolve("hub.db");
        try (Store store = Store.open(StoreSettings.sqlite(file));
                HubCore core = HubWithCrm.core(store, InstantSource.system(), new SimpleMeterRegistry())) {
            new Work(1, 1, 0, work.begun()).order(core);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            ManyOrders copies = new ManyOrders(connection);
            copies.run("PRAGMA synchronous = OFF");
            connection.setAutoCommit(false);
            copies.of(work);
            connection.commit();
            connection.setAutoCommit(true);
            copies.run("ANALYZE");
        }
        HubProcess.ordered(folder);
    }

    private void of(Work work) throws SQLException {
        run("CREATE TEMP TABLE n AS WITH RECURSIVE up(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM up WHERE i < "
                + (Math.max(work.customers(), work.orders()) - 1) + ") SELECT i FROM up");
        String customer = id("t.customer", "n.i % " + work.customers());
        copy(
                "customers",
                work.customers(),
                Map.of("id", id("t.id", "n.i"), "reference", "'C-' || n.i", "name", "'Customer C-' || n.i"));
        copy(
                "orders",
                work.orders(),
                Map.of("id", id("t.id", "n.i"), "reference", "'A-' || n.i", "customer", customer));
        copy("shipments", work.orders(), Map.of("id", id("t.id", "n.i"), "order_id", id("t.order_id", "n.i")));
        copy(
                "parcels",
                work.orders(),
                Map.of(
                        "id", id("t.id", "n.i"),
                        "order_id", id("t.order_id", "n.i"),
                        "shipment", id("t.shipment", "n.i"),
                        "tracking_number", "printf('PKG%09d', n.i)",
                        "link", "printf('copy-of-many_%09d', n.i)"));
    }

    /** As old as what it is a copy of, and the first is that itself: ids begin with a time (UUID version 7). */
    private static String id(String of, String number) {
        return "CASE WHEN %2$s = 0 THEN %1$s ELSE unhex(hex(substr(%1$s, 1, 6)) || printf('%%020d', %2$s)) END"
                .formatted(of, number);
    }

    private void copy(String table, int most, Map<String, String> changes) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT name FROM pragma_table_info('" + table + "')")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        List<String> values = columns.stream()
                .map(column -> changes.getOrDefault(column, "t." + column))
                .toList();
        run("INSERT INTO " + table + " (" + String.join(", ", columns) + ") SELECT " + String.join(", ", values)
                + " FROM n, (SELECT * FROM " + table + " LIMIT 1) t WHERE n.i < " + most);
    }

    private void run(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
