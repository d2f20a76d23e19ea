package io.tagline.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.store.StoreSettings;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.tracking.EventKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that an older hub has filled: nothing is lost in it, and nobody is told old stories. */
final class UpgradeTest {
    /** Before there were customers' words, promises and wishes. */
    private static final int OLD = 8;

    private static final int CUSTOMERS = 120;
    private static final Rules RULES = Rules.none(ZoneId.of("UTC"));

    @TempDir
    Path folder;

    /** Bytes of an id, for SQLite and PostgreSQL. */
    private static String id(TestDatabase database, int kind, int number) {
        String hex = String.format(Locale.ROOT, "018f0000000070%02x8000%012x", kind, number);
        return database == TestDatabase.SQLITE ? "x'" + hex + "'" : "'\\x" + hex + "'::bytea";
    }

    private static String padded(int i) {
        return String.format(Locale.ROOT, "%03d", i);
    }

    private static List<String> customers(TestDatabase database) {
        List<String> rows = new ArrayList<>();
        for (int i = 1; i <= CUSTOMERS; i++) {
            rows.add("INSERT INTO customers (id, source, reference, name, email, phone, segment, updated_at) VALUES ("
                    + id(database, 1, i) + ", 'shop', 'C-" + i + "', 'Zoë Nummer" + padded(i) + "', 'Zoe" + i
                    + "@Bücher.example', '613 555 0" + (100 + i) + "', NULL, 1)");
        }
        return rows;
    }

    /** A parcel of its own order, whose last news is so old. */
    private static List<String> parcel(TestDatabase database, int n, EventKind status, Duration age, boolean retired) {
        String order = id(database, 2, n);
        String shipment = id(database, 3, n);
        String parcel = id(database, 4, n);
        long at = TestHub.START.minus(age).toEpochMilli();
        return List.of(
                "INSERT INTO orders (id, source, reference, customer, service_level, fingerprint, updated_at) VALUES ("
                        + order + ", 'shop', 'A-" + n + "', " + id(database, 1, n) + ", 'standard', "
                        + order + ", " + at + ")",
                "INSERT INTO shipments (id, order_id, position, reference) VALUES (" + shipment + ", " + order
                        + ", 0, '1')",
                "INSERT INTO parcels (id, order_id, shipment, position, tracking_number, link, status, status_at,"
                        + " delivered_at, retired_at) VALUES (" + parcel + ", " + order + ", " + shipment + ", 0, 'OLD"
                        + n + "', 'link" + n + "', '" + status.code() + "', " + at + ", "
                        + (status == EventKind.DELIVERED ? at : "NULL") + ", " + (retired ? at : "NULL") + ")",
                "INSERT INTO tracking_events (parcel, id, kind, occurred_at, recorded_at, site, portal,"
                        + " confidence, clock, journal, seq) VALUES (" + parcel + ", "
                        + id(database, 5, n) + ", '" + status.code() + "', " + at + ", " + at
                        + ", 'ott-1', 'door-1', 0.9,"
                        + " 'synced', " + id(database, 6, 1) + ", " + n + ")");
    }

    private StoreSettings filled(TestDatabase database) throws Exception {
        List<String> rows = new ArrayList<>(customers(database));
        rows.addAll(parcel(database, 1, EventKind.DELIVERED, Duration.ofDays(20), false));
        rows.addAll(parcel(database, 2, EventKind.ARRIVED, Duration.ofDays(20), true));
        rows.addAll(parcel(database, 3, EventKind.ARRIVED, Duration.ofDays(20), false));
        rows.addAll(parcel(database, 4, EventKind.DEPARTED, Duration.ofDays(500), false));
        return database.old(folder, OLD, rows);
    }

    private static OptionalLong watchAt(TestHub hub, int n) {
        List<Long> found = hub.store.transactions().read(tx -> tx.sql(
                        "SELECT watch_at FROM parcels WHERE tracking_number = ? AND watch_at IS NOT NULL")
                .param("OLD" + n)
                .query(Long.class)
                .list());
        return found.stream().mapToLong(Long::longValue).findFirst();
    }

    private static List<String> found(TestHub hub, String text) {
        return hub
                .core
                .customerSearch()
                .find(
                        text,
                        List.of("customer.name", "customer.phone", "customer.email"),
                        Optional.empty(),
                        Optional.empty(),
                        10)
                .customers()
                .stream()
                .map(CustomerView::reference)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void oldCustomersAreFoundByNameNumberAndAddressAlsoIfTheHubIsStoppedMeanwhile(TestDatabase database)
            throws Exception {
        StoreSettings old = filled(database);
        try (TestHub hub = new TestHub(old, RULES)) {
            assertThat(hub.core.customerIndexing().look()).isBetween(1, CUSTOMERS - 1);
        }
        try (TestHub hub = new TestHub(old, RULES)) {
            while (hub.core.customerIndexing().look() > 0) {
                // the next fifty
            }
            for (int i : new int[] {1, 60, CUSTOMERS}) {
                assertThat(found(hub, "zoe nummer" + padded(i))).containsExactly("C-" + i);
                assertThat(found(hub, "+1 613-555-0" + (100 + i))).containsExactly("C-" + i);
                assertThat(hub.core
                                .customers()
                                .byContact(io.tagline.hub.customer.Channel.EMAIL, "ZOE" + i + "@xn--bcher-kva.example"))
                        .as("one form of an address, whoever writes it")
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void parcelsThatWereOverAreNotLookedAtAndThoseThatNobodyWaitsForAreLetGo(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(filled(database), RULES)) {
            assertThat(watchAt(hub, 1)).as("delivered").isEmpty();
            assertThat(watchAt(hub, 2)).as("retired").isEmpty();
            assertThat(watchAt(hub, 3)).as("under way, after what is new").hasValue(1);

            hub.watch();

            assertThat(Instant.ofEpochMilli(watchAt(hub, 3).getAsLong())).isAfter(hub.now());
            assertThat(watchAt(hub, 4))
                    .as("of which nobody has heard for a year")
                    .isEmpty();
        }
    }
}
