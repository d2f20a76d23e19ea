package io.tagline.hub.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.fake.MemoryPeer;
import io.tagline.hub.crm.peer.Metered;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the budget is of requests, however many of them a call of a connector comes to. */
final class MeterTest {
    private static final CrmLimits LIMITS = new CrmLimits(4, Duration.ofMillis(200), 2);
    private static final int CALLS = 5;

    @TempDir
    Path folder;

    @Test
    void aCallOfThreeRequestsTakesThreeOfTheBudget() throws Exception {
        MemoryPeer peer = new MemoryPeer(1, Duration.ofSeconds(5)).model(TestShop.ACCOUNT, Keys.UPSERT, 10, false);
        CrmSetup setup = new CrmSetup("fake", false, false, Set.of(), LIMITS, Duration.ofMillis(5));
        List<Instant> sent = new CopyOnWriteArrayList<>();
        try (Store store = Store.open(TestDatabase.SQLITE.fresh(folder))) {
            TestShop shop = new TestShop(store.transactions(), "fake");
            Gate gate =
                    new Gate("fake", LIMITS, new Backoff(Duration.ofMillis(5), Duration.ofSeconds(1), new Random(1)));
            InstantSource clock = InstantSource.system();
            boolean added = store.transactions().write(tx -> StatesTable.add(tx, "fake", false, clock.instant()));
            assertThat(added).isTrue();
            PeerDoor door = new PeerDoor(store.transactions(), new CrmConnection(setup, peer, shop), gate, clock);
            for (int call = 0; call < CALLS; call++) {
                int unused = door.ask(asked -> {
                    for (int request = 0; request < 3; request++) {
                        Metered.leave().take();
                        sent.add(clock.instant());
                        Metered.leave().over();
                    }
                    return 0;
                });
            }
        }
        assertThat(sent).hasSize(CALLS * 3);
        for (int i = LIMITS.requests(); i < sent.size(); i++) {
            assertThat(Duration.between(sent.get(i - LIMITS.requests()), sent.get(i)))
                    .as("request %d, %s", i, sent)
                    .isGreaterThan(LIMITS.window());
        }
    }
}
