package io.tagline.hub.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tagline.hub.TestHub;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.timeline.Timelines;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Route;
import io.tagline.hub.tracking.Stop;
import io.tagline.wire.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From scans to promises and to what did not happen, in the store. */
class ParcelWatchTest {
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final String NUMBER = "RR123456785CA";
    private static final String EPC = "3034257BF7194E4000000001";
    private static final int LEAST_PARCELS = 10;
    private static final WorkCalendar EVERY_DAY = WorkCalendar.parse("all", List.of());
    private static final Rules RULES = new Rules(
            ZoneId.of("UTC"),
            List.of(new ServiceLevel(
                    "standard", Optional.empty(), Area.ANYWHERE, 2, LocalTime.of(18, 0), EVERY_DAY, Optional.empty())),
            List.of(new RouteRule(
                    new Route(
                            "ott-mtl",
                            List.of(
                                    Stop.at("ott-1"),
                                    new Stop("mtl-1", Optional.of(Duration.ofHours(6)), Optional.empty()))),
                    Set.of("standard"),
                    Area.ANYWHERE)),
            LEAST_PARCELS,
            Duration.ofMinutes(10));

    @TempDir
    Path folder;

    private static ParcelView parcel(TestHub hub, String number) {
        return hub.core.parcels().byTrackingNumber(number).orElseThrow();
    }

    private static List<EventKind> kinds(TestHub hub) {
        return parcel(hub, NUMBER).events().stream().map(EventView::kind).toList();
    }

    private static void report(TestHub hub, String number, EventKind kind, String site) {
        hub.core
                .parcels()
                .record(
                        number,
                        new ReportedEvent(
                                kind, hub.now(), Optional.of(site), Optional.empty(), kind + " " + hub.now()));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void acceptedParcelHasAPromiseThatIsMadeOnce(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder, RULES)) {
            hub.order("A-1", NUMBER + "=" + EPC);
            hub.watch();
            assertThat(parcel(hub, NUMBER).promise()).isEmpty();

            hub.accept(TestHub.message(JOURNAL, TestHub.scan(1, "door-1", EPC, Direction.IN, hub.now())));
            hub.watch();
            hub.pass(Duration.ofHours(8));
            hub.watch();

            assertThat(parcel(hub, NUMBER).promise()).contains(LocalDate.of(2026, 11, 24));
            assertThat(hub.core.promises().history(parcel(hub, NUMBER).id()))
                    .extracting(Promise::reason)
                    .containsExactly(Promise.Reason.ACCEPTED);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void parcelThatDoesNotComeIsMissingUntilItIsSeen(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder, RULES)) {
            hub.order("A-1", NUMBER + "=" + EPC);
            hub.accept(TestHub.message(JOURNAL, TestHub.scan(1, "door-1", EPC, Direction.OUT, hub.now())));
            hub.watch();
            hub.pass(Duration.ofHours(6));
            hub.watch();
            assertThat(parcel(hub, NUMBER).exceptions()).containsExactly(EventKind.MISSING);
            assertThat(parcel(hub, NUMBER).status()).isEqualTo(EventKind.DEPARTED);

            report(hub, NUMBER, EventKind.ARRIVED, "mtl-1");
            hub.watch();

            assertThat(parcel(hub, NUMBER).exceptions()).isEmpty();
            assertThat(parcel(hub, NUMBER).events())
                    .filteredOn(EventView::undone)
                    .extracting(EventView::kind)
                    .containsExactly(EventKind.MISSING);
            assertThat(kinds(hub)).contains(EventKind.CORRECTED);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void falseDepartureIsUndoneAndTheStatusIsThatOfBefore(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder, RULES)) {
            hub.order("A-1", NUMBER + "=" + EPC);
            hub.pass(Duration.ofHours(1));
            hub.accept(TestHub.message(
                    JOURNAL,
                    TestHub.scan(1, "van-1", EPC, Direction.OUT, hub.now().minusSeconds(300)),
                    TestHub.scan(2, "door-1", EPC, Direction.IN, hub.now().minusSeconds(60))));
            hub.watch();
            ParcelView seen = parcel(hub, NUMBER);
            assertThat(seen.status()).isEqualTo(EventKind.ARRIVED);
            assertThat(seen.events())
                    .extracting(EventView::kind, EventView::undone, EventView::isForCustomers)
                    .contains(tuple(EventKind.OUT_FOR_DELIVERY, true, false))
                    .contains(tuple(EventKind.CORRECTED, false, false));
            UUID undone = seen.events().stream()
                    .filter(EventView::undone)
                    .findFirst()
                    .orElseThrow()
                    .id();
            assertThat(seen.events())
                    .filteredOn(event -> event.kind() == EventKind.CORRECTED)
                    .extracting(event -> event.report().orElseThrow().corrects())
                    .containsExactly(Optional.of(undone));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void lanesAreLearnedFromDeliveriesAndADelayIsTold(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder, RULES)) {
            // parcels take five days where two were promised
            String[] others = new String[LEAST_PARCELS];
            Arrays.setAll(others, i -> "LEARN10" + (100 + i));
            hub.order("L-1", others);
            for (String other : others) {
                report(hub, other, EventKind.ARRIVED, "ott-1");
            }
            hub.watch();
            hub.pass(Duration.ofDays(5));
            for (String other : others) {
                report(hub, other, EventKind.DELIVERED, "ott-1");
            }
            hub.watch();

            hub.order("A-1", NUMBER + "=" + EPC);
            report(hub, NUMBER, EventKind.ARRIVED, "ott-1");
            hub.watch();
            hub.pass(Duration.ofHours(6));
            hub.watch();

            assertThat(hub.core.promises().history(parcel(hub, NUMBER).id()))
                    .extracting(Promise::reason)
                    .containsExactly(Promise.Reason.ACCEPTED, Promise.Reason.DELAYED);
            // five days and what a bucket is wide
            assertThat(parcel(hub, NUMBER).promise().orElseThrow())
                    .isBetween(LocalDate.of(2026, 12, 2), LocalDate.of(2026, 12, 3));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void ownRouteGoesBeforeTheRules(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder, RULES)) {
            hub.order("A-1", NUMBER + "=" + EPC);
            hub.core.promises().route(parcel(hub, NUMBER).id(), List.of("ott-1", "tor-1"));
            report(hub, NUMBER, EventKind.ARRIVED, "ott-1");
            hub.pass(Duration.ofHours(1));
            report(hub, NUMBER, EventKind.ARRIVED, "mtl-1");
            hub.watch();
            assertThat(parcel(hub, NUMBER).exceptions()).containsExactly(EventKind.MIS_SORTED);
        }
    }

    private static OptionalLong watchAt(TestHub hub, ParcelId parcel) {
        return hub.store.transactions().read(tx -> WatchedParcelsTable.of(tx, List.of(parcel)).stream()
                .findFirst()
                .orElseThrow()
                .watchAtMs());
    }

    /** A post loses some, and some are never handed in: each cost a look every six hours, for ever. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void parcelThatNeverArrivesIsLookedAtEverMoreSeldomAndLetGoAfterAYear(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder, RULES)) {
            hub.order("A-1", NUMBER + "=" + EPC);
            hub.accept(TestHub.message(JOURNAL, TestHub.scan(1, "door-1", EPC, Direction.OUT, hub.now())));
            hub.watch();
            ParcelId id = parcel(hub, NUMBER).id();
            Instant end = hub.now().plus(Duration.ofDays(365));
            int looks = 0;
            while (watchAt(hub, id).isPresent() && looks < 1_000) {
                Duration pause = Duration.between(
                        hub.now(), Instant.ofEpochMilli(watchAt(hub, id).getAsLong()));
                assertThat(pause).as("at %s", hub.now()).isPositive().isLessThanOrEqualTo(Duration.ofDays(30));
                hub.pass(pause);
                hub.watch();
                looks++;
            }
            assertThat(hub.now()).isBetween(end, end.plus(Duration.ofDays(30)));
            assertThat(looks).as("1,460 where nothing backs off").isBetween(20, 100);

            // whatever turns up is looked at again
            report(hub, NUMBER, EventKind.ARRIVED, "mtl-1");
            hub.watch();
            assertThat(watchAt(hub, id)).isPresent();
            assertThat(parcel(hub, NUMBER).exceptions()).doesNotContain(EventKind.MISSING);
        }
    }

    /** Intake locks parcels in the order of their ids; whoever takes them in another waits for it while it waits. */
    @Test
    void intakeAndTheWatchDoNotWaitForEachOther() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.POSTGRESQL, folder, RULES)) {
            hub.order("A-1", "RR000000014CA", "RR000000028CA");
            List<ParcelId> ids = Stream.of("RR000000014CA", "RR000000028CA")
                    .map(number -> parcel(hub, number).id())
                    .sorted((a, b) -> Arrays.compareUnsigned(Uuids.bytes(a.value()), Uuids.bytes(b.value())))
                    .toList();
            hub.watch();
            // the first is the last in the table from now on, which is the order in which the watch finds them
            for (ParcelId id : List.of(ids.get(1), ids.get(0))) {
                due(hub, id);
            }
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                Future<Boolean> intake =
                        threads.submit(() -> hub.store.transactions().write(tx -> {
                            Timelines.own(tx, Set.of(ids.get(0)));
                            held.countDown();
                            await(go);
                            Timelines.own(tx, Set.of(ids.get(1)));
                            return true;
                        }));
                assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
                Future<Integer> watch = threads.submit(() -> hub.core.watch().look());
                Awaitility.await()
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> count(hub, "SELECT COUNT(*) FROM pg_locks WHERE NOT granted") > 0);
                go.countDown();
                assertThat(intake.get(20, TimeUnit.SECONDS)).isTrue();
                assertThat(watch.get(20, TimeUnit.SECONDS)).isEqualTo(2);
            } finally {
                go.countDown();
                threads.shutdownNow();
            }
            long deadlocks =
                    count(hub, "SELECT SUM(deadlocks) FROM pg_stat_database WHERE datname = current_database()");
            assertThat(deadlocks).isZero();
        }
    }

    private static void due(TestHub hub, ParcelId parcel) {
        boolean unused = hub.store.transactions().write(tx -> {
            WatchedParcelsTable.lookAgain(tx, parcel, Instant.EPOCH);
            return true;
        });
    }

    private static long count(TestHub hub, String sql) {
        return hub.store
                .transactions()
                .<Long>read(tx -> tx.sql(sql).query(Long.class).single());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
