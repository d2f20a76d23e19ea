package io.tagline.hub.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.HubCore;
import io.tagline.hub.TestHub;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.notify.PruningBench;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.Transactions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * What an upgrade and the hub's upkeep cost a post of some size, and how long whoever else writes waits for it: arguments are the number
 * of customers and of parcels. SQLite.
 */
public final class UpkeepBench {
    private static final int ORDERS_OF_ONE = 7_300;

    private UpkeepBench() {}

    public static void main(String[] arguments) throws Exception {
        int customers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300_000;
        int parcels = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        Path folder = Files.createTempDirectory("tagline-upkeep");
        StoreSettings old = TestDatabase.SQLITE.old(folder, 17, rows(customers, parcels));
        long begun = System.nanoTime();
        try (Store store = Store.open(old)) {
            said("newest tables", begun);
            HubCore core = HubCore.open(store, TestHub.SITES, InstantSource.system(), new SimpleMeterRegistry());
            measured("customers indexed", store.transactions(), core.customerIndexing()::look);
            measured(
                    "idle contacts let go",
                    store.transactions(),
                    PruningBench.looks(store.transactions(), InstantSource.system()));
            Viewer who = new Viewer("bench", Set.of(Role.SUPERVISOR), Optional.empty());
            for (int i = 0; i < 3; i++) {
                begun = System.nanoTime();
                int shipments = Objects.requireNonNull(core.customerPrivacy()
                                .export(who, new CustomerId(uuid(0)))
                                .orElseThrow()
                                .records()
                                .get("shipments"))
                        .size();
                said("export of " + shipments + " shipments", begun);
            }
            core.close();
        }
    }

    private static void said(String what, long begun) {
        System.out.printf(
                Locale.ROOT,
                "%s: %d ms%n",
                what,
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    /** Does it to its end while somebody else writes all the time. */
    private static void measured(String what, Transactions transactions, IntSupplier work) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong longest = new AtomicLong();
        Thread other = new Thread(
                () -> {
                    while (!done.get()) {
                        long begun = System.nanoTime();
                        boolean unused = transactions.write(tx -> true);
                        longest.accumulateAndGet(System.nanoTime() - begun, Math::max);
                        pause();
                    }
                },
                "other-writer");
        other.start();
        long begun = System.nanoTime();
        long dealtWith = 0;
        for (int step = work.getAsInt(); step > 0; step = work.getAsInt()) {
            dealtWith += step;
        }
        done.set(true);
        other.join();
        said(what + ": " + dealtWith + ", others waited " + longest.get() / 1_000_000 + " ms at most", begun);
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static UUID uuid(int number) {
        ByteBuffer bytes =
                ByteBuffer.wrap(String.format(Locale.ROOT, "%016d", number).getBytes(StandardCharsets.US_ASCII));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** Every id is a number of 16 digits; the first customer has thousands of orders, and all parcels are under way. */
    private static List<String> rows(int customers, int parcels) {
        String upTo = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d - 1) ";
        String id = "CAST(printf('%%016d', %s) AS BLOB)";
        String own = String.format(Locale.ROOT, id, "i");
        String owner = String.format(
                Locale.ROOT, id, "CASE WHEN i < " + ORDERS_OF_ONE + " THEN 0 ELSE i % " + customers + " END");
        String ofCustomers = String.format(Locale.ROOT, upTo, customers);
        String ofParcels = String.format(Locale.ROOT, upTo, parcels);
        return List.of(
                "BEGIN",
                ofCustomers + "INSERT INTO customers (id, source, reference, name, updated_at) SELECT " + own
                        + ", 'shop', 'C-' || i, 'Ada Example ' || i, 1 FROM n",
                ofCustomers + "INSERT INTO contact_points (customer, channel, normal, value, position) SELECT " + own
                        + ", 'email', 'ada' || i || '@example.org', 'ada' || i || '@example.org', 0 FROM n",
                ofCustomers + "INSERT INTO notice_contacts (id, channel, address, state, token, created_at) SELECT "
                        + own + ", 'email', 'ada' || i || '@example.org', 'open', 't' || i, 1 FROM n",
                ofParcels
                        + "INSERT INTO orders (id, source, reference, customer, service_level, fingerprint, updated_at)"
                        + " SELECT " + own + ", 'shop', 'A-' || i, " + owner + ", 'standard', x'00', 1 FROM n",
                ofParcels + "INSERT INTO shipments (id, order_id, position, reference) SELECT " + own + ", " + own
                        + ", 0, '1' FROM n",
                ofParcels + "INSERT INTO parcels (id, order_id, shipment, position, tracking_number, link, status,"
                        + " status_at) SELECT " + own + ", " + own + ", " + own + ", 0, 'T' || i, 'L' || i,"
                        + " CASE WHEN i % 2 = 0 THEN 'delivered' ELSE 'arrived' END, 1 FROM n",
                "COMMIT");
    }
}
