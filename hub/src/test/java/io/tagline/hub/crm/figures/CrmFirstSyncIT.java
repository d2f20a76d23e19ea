package io.tagline.hub.crm.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.fake.http.Counts;
import io.tagline.hub.crm.fake.http.FakeStore;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.mapping.CrmKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A CRM that begins when the hub has long had customers and orders, the hub killed meanwhile, and events that somebody waits for. The
 * whole size by {@code -Dtagline.crm.customers=50000 -Dtagline.crm.orders=100000 -Dtagline.crm.kills=5 -Dtagline.crm.events=60}.
 */
final class CrmFirstSyncIT {
    private static final int CUSTOMERS = Integer.getInteger("tagline.crm.customers", 500);
    private static final int ORDERS = Integer.getInteger("tagline.crm.orders", 1_000);
    private static final int KILLS = Integer.getInteger("tagline.crm.kills", 1);
    private static final int EVENTS = Integer.getInteger("tagline.crm.events", 4);

    private static final int REQUESTS = Integer.getInteger("tagline.crm.requests", 50);
    private static final Duration WINDOW = Duration.ofSeconds(1);

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());

    @TempDir
    Path folder;

    @Test
    void allIsThereOnceInFewRequestsThoughTheHubIsKilledMeanwhile() throws Exception {
        Path home = Lives.home(folder);
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Work work = new Work(CUSTOMERS, ORDERS, EVENTS, begun);
        ManyOrders.put(home, work);
        try (Org org = Org.start(CrmKind.SALESFORCE, Quirks.none())) {
            org.crm().limit(REQUESTS, WINDOW);
            Instant ordered = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            Lives lives = new Lives(
                    home,
                    CrmKind.SALESFORCE,
                    org.crm().uri(),
                    work,
                    REQUESTS,
                    WINDOW,
                    true,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(60 + (CUSTOMERS + ORDERS) / 50),
                    new Random(seed));
            int records = CUSTOMERS + ORDERS;
            FakeStore store = org.crm().store();
            List<String> left = lives.live(KILLS, life -> store.size() > (long) records * (life + 1) / (KILLS + 2));
            Ledger ledger = Ledger.since(home, ordered);
            Counts counts = org.crm().counts();
            long seconds = Duration.between(ordered, Instant.now()).toSeconds();
            System.out.printf(
                    "first sync: %d customers, %d orders, hub killed %d times; ordered in %d s; %d s, %d records/s; %s; writes %d; seed %d%n",
                    CUSTOMERS,
                    ORDERS,
                    KILLS,
                    Duration.between(begun, ordered).toSeconds(),
                    seconds,
                    records / Math.max(1, seconds),
                    counts,
                    store.writes("api"),
                    seed);
            System.out.println("when killed, and at the end: " + left);
            assertThat(store.keysAsMade(org.customers()))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(ledger.customers());
            assertThat(store.keysAsMade(org.orders()))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(ledger.orders());
            ledger.assertOnceInOrder("event", store.keysAsMade(org.events()));
            assertThat(org.crm().faults()).isEmpty();
            assertThat(counts.overruns()).as("seed %d", seed).isZero();
        }
    }
}
