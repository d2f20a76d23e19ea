package io.tagline.hub.crm;

import io.tagline.hub.crm.fake.MemoryPeer;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** How many operations a second go to a CRM that answers in 5 ms. Run by hand: {@code CrmBench [events] [customers] [batch]}. */
final class CrmBench {
    private CrmBench() {}

    public static void main(String... args) throws Exception {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int customers = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        int batch = args.length > 2 ? Integer.parseInt(args[2]) : 50;
        for (TestDatabase database : TestDatabase.values()) {
            run(database, events, customers, batch);
        }
        System.exit(0);
    }

    private static void run(TestDatabase database, int events, int customers, int batch) throws Exception {
        Random random = new Random(1);
        MemoryPeer peer = new MemoryPeer(1, Duration.ofSeconds(1))
                .model(TestShop.ACCOUNT, Keys.SEARCHABLE, batch, true)
                .model(TestShop.ORDER, Keys.SEARCHABLE, batch, true)
                .model(TestShop.ENTRY, Keys.SEARCHABLE, batch, true)
                .latency(Duration.ofMillis(5));
        CrmLimits limits = new CrmLimits(1_000_000, Duration.ofSeconds(1), 4);
        CrmSetup setup = new CrmSetup("fake", false, false, Set.of(), limits, Duration.ofMillis(5));
        try (Store store = Store.open(database.fresh(Files.createTempDirectory(Path.of("/tmp"), "crm-bench")))) {
            TestShop shop = new TestShop(store.transactions(), "fake");
            Life life = new Life(store.transactions(), setup, peer, shop, 1);
            List<UUID> orders = shop.orders(shop.customers(customers, "Customer "));
            int[] next = new int[orders.size()];
            shop.change(tx -> {
                for (int i = 0; i < events; i++) {
                    int order = random.nextInt(orders.size());
                    shop.event(tx, orders.get(order), ++next[order]);
                }
            });
            long begun = System.nanoTime();
            CrmExactlyOnceTest.awaitQuiet(store, peer, life);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    "%s: %d events, %d customers, batch %d: %.1f s, %d requests, %d writes stored, %.0f/s%n",
                    database,
                    events,
                    customers,
                    batch,
                    seconds,
                    peer.requests(),
                    peer.stored().size(),
                    peer.stored().size() / seconds);
            life.end();
        }
    }
}
