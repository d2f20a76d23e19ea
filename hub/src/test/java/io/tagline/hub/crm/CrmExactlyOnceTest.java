package io.tagline.hub.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.fake.MemoryPeer;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That a CRM gets each thing once and in order, whatever it does and however often the hub is killed. */
final class CrmExactlyOnceTest {
    private static final int CUSTOMERS = Integer.getInteger("tagline.crm.customers", 100);
    private static final int EVENTS = Integer.getInteger("tagline.crm.events", 1_000);
    private static final int KILLS = 20;

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Keys.class)
    void eachOnceAndInOrderThoughAThirdOfTheRepliesIsLostAndTheHubIsKilledTwentyTimes(Keys keys) throws Exception {
        eachOnceAndInOrder(TestDatabase.SQLITE, keys, 1 + random.nextInt(60), random.nextBoolean());
    }

    @Test
    void postgresDoesTheSame() throws Exception {
        eachOnceAndInOrder(TestDatabase.POSTGRESQL, Keys.SEARCHABLE, 50, true);
    }

    private void eachOnceAndInOrder(TestDatabase database, Keys keys, int batch, boolean ordered) throws Exception {
        System.out.printf("seed %d, %s, batch %d, ordered %s%n", seed, keys, batch, ordered);
        MemoryPeer peer = new MemoryPeer(seed, Duration.ofMillis(60))
                .model(TestShop.ACCOUNT, keys, batch, false)
                .model(TestShop.ORDER, keys, batch, false)
                .model(TestShop.ENTRY, keys, batch, ordered)
                .latency(Duration.ofMillis(1))
                .losesReplies(0.3)
                .throttles(0.02, Optional.of(Duration.ofMillis(5)))
                .failsSome(0.02);
        CrmLimits limits = new CrmLimits(200, Duration.ofMillis(500), 4);
        CrmSetup setup = new CrmSetup("fake", false, false, Set.of(), limits, Duration.ofMillis(5));
        try (Store store = Store.open(database.fresh(folder))) {
            TestShop shop = new TestShop(store.transactions(), "fake");
            Life life = new Life(store.transactions(), setup, peer, shop, seed);
            List<UUID> orders = new ArrayList<>(shop.orders(shop.customers(CUSTOMERS, "Customer ")));
            Map<UUID, Integer> next = new HashMap<>();
            long begun = System.nanoTime();
            for (int kill = 0; kill <= KILLS; kill++) {
                shop.change(tx -> {
                    for (int i = 0; i < EVENTS / (KILLS + 1) + 1; i++) {
                        UUID order = orders.get(random.nextInt(orders.size()));
                        shop.event(tx, order, next.merge(order, 1, Integer::sum));
                    }
                });
                if (kill < KILLS) {
                    Thread.sleep(20 + random.nextInt(150));
                    life.kill();
                    life = new Life(store.transactions(), setup, peer, shop, seed + kill);
                }
            }
            int sent = next.values().stream().mapToInt(Integer::intValue).sum();
            awaitQuiet(store, peer, life);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    "%d events in %.1f s; %d requests, %d of them writes%n",
                    sent, seconds, peer.requests(), peer.writeRequests());
            life.end();
            assertThat(peer.violations()).as("seed %d", seed).isEmpty();
            assertThat(peer.mostWithin(limits.window())).as("seed %d", seed).isLessThanOrEqualTo(limits.requests());
            assertThat(peer.mostAtOnce()).as("seed %d", seed).isLessThanOrEqualTo(2 * limits.concurrent());
            assertThat(peer.rows(TestShop.ACCOUNT)).as("seed %d", seed).hasSize(CUSTOMERS);
            assertThat(peer.rows(TestShop.ORDER)).as("seed %d", seed).hasSize(CUSTOMERS);
            assertThat(peer.rows(TestShop.ENTRY)).as("seed %d", seed).hasSize(sent);
            inOrder(peer, next);
        }
    }

    private void inOrder(MemoryPeer peer, Map<UUID, Integer> next) {
        Map<String, List<Integer>> entries = new HashMap<>();
        for (MemoryPeer.Stored stored : peer.stored()) {
            if (stored.model().equals(TestShop.ENTRY) && stored.created()) {
                entries.computeIfAbsent(TestShop.orderOf(stored.fields()), key -> new ArrayList<>())
                        .add(TestShop.n(stored.fields()));
            }
        }
        next.forEach((order, count) -> {
            List<Integer> there = entries.get("o-" + order);
            assertThat(there)
                    .as("seed %d", seed)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSize(count);
            assertThat(peer.rows(TestShop.ORDER, "o-" + order))
                    .as("seed %d", seed)
                    .singleElement()
                    .satisfies(row -> assertThat(row.fields().get("status")).isEqualTo(new Value.Text("at " + count)));
        });
    }

    /** However slow the machine is, as long as something moves. */
    static void awaitQuiet(Store store, MemoryPeer peer, Life life) throws InterruptedException {
        int asked = 0;
        long moved = System.nanoTime();
        while (System.nanoTime() - moved < Duration.ofSeconds(30).toNanos() && life.isWell()) {
            boolean quiet = store.transactions()
                    .read(tx ->
                            Happenings.waiting(tx, "crm:fake") == 0 && OperationsTable.countOpen(tx, "fake", 1) == 0);
            if (quiet) {
                return;
            }
            if (peer.requests() != asked) {
                asked = peer.requests();
                moved = System.nanoTime();
            }
            Thread.sleep(20);
        }
        Optional<Instant> since = store.transactions().read(tx -> OperationsTable.oldestMoving(tx, "fake"));
        throw new AssertionError("nothing moves, and something is open since " + since + "; "
                + life.dispatcher().gate().trouble());
    }
}
