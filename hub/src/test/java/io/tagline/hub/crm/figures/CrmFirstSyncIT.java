package io.tagline.hub.crm.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.OperationKey;
import io.tagline.hub.crm.fake.http.Counts;
import io.tagline.hub.crm.fake.http.FakeRow;
import io.tagline.hub.crm.fake.http.FakeStore;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.mapping.CrmKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A CRM that begins when the hub has long had customers and orders, the hub killed meanwhile, and events that somebody waits for. The
 * whole size by {@code -Dtagline.crm.customers=50000 -Dtagline.crm.orders=100000 -Dtagline.crm.kills=5 -Dtagline.crm.events=60
 * -Dtagline.crm.pause=2000}.
 */
final class CrmFirstSyncIT {
    private static final int CUSTOMERS = Integer.getInteger("tagline.crm.customers", 500);
    private static final int ORDERS = Integer.getInteger("tagline.crm.orders", 1_000);
    private static final int KILLS = Integer.getInteger("tagline.crm.kills", 1);
    private static final int EVENTS = Integer.getInteger("tagline.crm.events", 4);
    private static final int PAUSE_MS = Integer.getInteger("tagline.crm.pause", 500);

    private static final int REQUESTS = Integer.getInteger("tagline.crm.requests", 50);
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final int BATCH = 200;
    private static final int CONCURRENT = 4;
    /** Not each batch is full: a request that is free takes what there is. */
    private static final double SLACK = 1.5;

    private static final Duration LIVE_WITHIN = Duration.ofMillis(Integer.getInteger("tagline.crm.goal", 30_000));
    /** Records of the first sync that may go ahead of an event and of what it needs, whatever a machine takes for them. */
    private static final int AHEAD = 4_000;

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());

    @TempDir
    Path folder;

    @Test
    void allIsThereOnceInFewRequestsThoughTheHubIsKilledMeanwhile() throws Exception {
        Path home = Lives.home(folder);
        Work work = new Work(CUSTOMERS, ORDERS, EVENTS, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        ManyOrders.put(home, work);
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (Org org = Org.start(CrmKind.SALESFORCE, Quirks.none())) {
            org.crm().limit(REQUESTS, WINDOW);
            FakeStore store = org.crm().store();
            AtomicLong killed = new AtomicLong(begun.toEpochMilli());
            Lives lives = new Lives(
                    home,
                    CrmKind.SALESFORCE,
                    org.crm().uri(),
                    work,
                    REQUESTS,
                    WINDOW,
                    true,
                    Duration.ofMillis(PAUSE_MS),
                    Duration.ofSeconds(60 + (CUSTOMERS + ORDERS) / 50),
                    new Random(seed));
            List<String> left = lives.live(KILLS, life -> {
                killed.set(System.currentTimeMillis());
                return store.size() > (long) (CUSTOMERS + ORDERS) * (life + 1) / (KILLS + 2);
            });
            Ledger ledger = Ledger.since(home, begun);
            Counts counts = org.crm().counts();
            List<Wait> waits = waits(ledger, org, Instant.ofEpochMilli(killed.get()));
            Duration slowest =
                    waits.stream().map(Wait::took).max(Duration::compareTo).orElse(Duration.ZERO);
            long ahead = waits.stream().mapToLong(Wait::ahead).max().orElse(0);
            // a batch that was under way when the hub was killed goes once more, and so does what came alone with an
            // event
            long again = (KILLS + 1L) * CONCURRENT + 4L * EVENTS;
            long batches = (CUSTOMERS + BATCH - 1L) / BATCH + (ORDERS + BATCH - 1L) / BATCH;
            long seconds = Math.max(1, Duration.between(begun, Instant.now()).toSeconds());
            System.out.printf(
                    "first sync: %d customers and %d orders, hub killed %d times; %d s, %d records/s; %s;"
                            + " slowest of %d live events %d ms, %d records before it; seed %d%n",
                    CUSTOMERS,
                    ORDERS,
                    KILLS,
                    seconds,
                    (CUSTOMERS + ORDERS) / seconds,
                    counts,
                    waits.size(),
                    slowest.toMillis(),
                    ahead,
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
            assertThat(counts.writes())
                    .as("requests that write, seed %d", seed)
                    .isLessThanOrEqualTo((long) (batches * SLACK) + again);
            assertThat(ahead).as("seed %d", seed).isLessThan(AHEAD);
            assertThat(slowest).as("seed %d", seed).isLessThan(LIVE_WITHIN);
        }
    }

    /**
     * How long somebody waited for an event.
     *
     * @param ahead customers and orders that the CRM got meanwhile
     */
    private record Wait(Duration took, long ahead) {}

    /** Of the events that the hub was told in its last life. */
    private static List<Wait> waits(Ledger ledger, Org org, Instant killed) {
        FakeStore store = org.crm().store();
        List<Instant> made = Stream.of(org.customers(), org.orders())
                .flatMap(model -> store.all(model).stream())
                .map(FakeRow::created)
                .toList();
        List<Wait> waits = new ArrayList<>();
        ledger.toldAt().forEach((event, told) -> {
            if (told.isAfter(killed.plusSeconds(3))) {
                Instant there = made(store, org.events(), event);
                long ahead = made.stream()
                        .filter(at -> at.isAfter(told) && at.isBefore(there))
                        .count();
                waits.add(new Wait(Duration.between(told, there), ahead));
            }
        });
        return waits;
    }

    private static Instant made(FakeStore store, String model, UUID event) {
        String key = OperationKey.of(event, CrmAtHand.ID, "event").toString();
        return store.withKey(model, key).stream()
                .map(FakeRow::created)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no entry of event " + event));
    }
}
