package io.tagline.hub.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.hub.crm.fake.MemoryPeer;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub has had customers for years, and each day goes on meanwhile. */
final class CrmFirstSyncTest {
    private static final int CUSTOMERS = 6_000;
    /** Planned ahead, and a page. */
    private static final int MOST_OPEN = 2_000 + 200 + 10;

    @TempDir
    Path folder;

    @Test
    void fewArePlannedAheadAndWhatHappensMeanwhileGoesBeforeThem() throws Exception {
        MemoryPeer peer = new MemoryPeer(1, Duration.ofSeconds(1))
                .model(TestShop.ACCOUNT, Keys.SEARCHABLE, 50, true)
                .model(TestShop.ORDER, Keys.SEARCHABLE, 50, true)
                .model(TestShop.ENTRY, Keys.SEARCHABLE, 50, true)
                .latency(Duration.ofMillis(20));
        CrmLimits limits = new CrmLimits(1_000_000, Duration.ofSeconds(1), 2);
        CrmSetup setup =
                new CrmSetup("fake", false, false, Set.of(Entity.CUSTOMER, Entity.ORDER), limits, Duration.ofMillis(5));
        try (Store store = Store.open(TestDatabase.SQLITE.fresh(folder))) {
            TestShop shop = new TestShop(store.transactions(), "fake");
            shop.quietly(CUSTOMERS, 0);
            Life life = new Life(store.transactions(), setup, peer, shop, 1);
            await().atMost(Duration.ofSeconds(60)).until(() -> open(store) >= 2_000);
            UUID order = shop.order(shop.customer("Late"));
            shop.event(order, 1);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        assertThat(open(store)).isLessThanOrEqualTo(MOST_OPEN);
                        return !peer.rows(TestShop.ENTRY).isEmpty();
                    });
            assertThat(peer.stored()).as("all before the entry").hasSizeLessThan(CUSTOMERS);
            SyncProgress sync =
                    store.transactions().read(tx -> SyncsTable.of(tx, "fake")).get(0);
            assertThat(sync.endedAt())
                    .as("the customers are still being planned")
                    .isEmpty();
            life.end();
        }
    }

    private static long open(Store store) {
        return store.transactions().read(tx -> OperationsTable.countOpen(tx, "fake", 10_000));
    }
}
