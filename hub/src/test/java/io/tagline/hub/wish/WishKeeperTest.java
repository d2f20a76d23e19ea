package io.tagline.hub.wish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.manifest.LoadDocument;
import io.tagline.hub.promise.Area;
import io.tagline.hub.promise.RouteRule;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Route;
import io.tagline.hub.tracking.Stop;
import io.tagline.wire.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A depot sees the wishes that concern it, of however many there are in the country, and none is kept for ever. */
final class WishKeeperTest {
    private static final String ONE = "RR123456785CA";
    private static final String TWO = "RR000000014CA";

    @TempDir
    Path folder;

    private static ParcelId wished(TestHub hub, String number) {
        ParcelId parcel =
                hub.core.parcels().byTrackingNumber(number).orElseThrow().id();
        assertThat(wishes(hub).wish(parcel, DeliveryWish.Kind.NEIGHBOUR, Optional.empty()))
                .isTrue();
        return parcel;
    }

    private static DeliveryWishes wishes(TestHub hub) {
        return hub.core.wishes();
    }

    private static List<String> at(TestHub hub, String site) {
        while (hub.core.wishKeeper().follow() > 0) {
            // the next ones
        }
        return wishes(hub).of(site, 100).stream()
                .map(DeliveryWishes.Wished::trackingNumber)
                .toList();
    }

    private static void report(TestHub hub, String number, EventKind kind, String site) {
        hub.pass(Duration.ofMinutes(5));
        hub.core
                .parcels()
                .record(
                        number,
                        new ReportedEvent(
                                kind, hub.now(), Optional.of(site), Optional.empty(), kind + " " + hub.now()));
    }

    private static long rows(TestHub hub) {
        return hub.store.transactions().<Long>read(tx -> tx.sql("SELECT COUNT(*) FROM delivery_wishes")
                .query(Long.class)
                .single());
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aDepotSeesWishesOfParcelsThatAreThereOrComeNext(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", ONE, TWO);
            ParcelId one = wished(hub, ONE);
            assertThat(at(hub, "ott-1")).as("nobody has it yet").isEmpty();

            report(hub, ONE, EventKind.ARRIVED, "ott-1");
            assertThat(at(hub, "ott-1")).containsExactly(ONE);
            assertThat(at(hub, "mtl-1")).isEmpty();

            report(hub, TWO, EventKind.ARRIVED, "ott-1");
            wished(hub, TWO);
            assertThat(at(hub, "ott-1")).as("newest first").containsExactly(TWO, ONE);

            hub.core.promises().route(one, List.of("ott-1", "mtl-1"));
            report(hub, ONE, EventKind.DEPARTED, "ott-1");
            assertThat(at(hub, "ott-1")).containsExactly(TWO);
            assertThat(at(hub, "mtl-1")).as("it comes next").containsExactly(ONE);

            report(hub, ONE, EventKind.ARRIVED, "mtl-1");
            report(hub, ONE, EventKind.OUT_FOR_DELIVERY, "mtl-1");
            assertThat(at(hub, "mtl-1")).as("with its courier").containsExactly(ONE);
            report(hub, ONE, EventKind.DELIVERED, "mtl-1");
            assertThat(at(hub, "mtl-1")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatComesNextIsTheRulesWordWhereNobodySaidOtherwise(TestDatabase database) throws Exception {
        Rules rules = new Rules(
                ZoneId.of("UTC"),
                List.of(),
                List.of(new RouteRule(
                        new Route("ott-mtl", List.of(Stop.at("ott-1"), Stop.at("mtl-1"))),
                        Set.of("standard"),
                        Area.ANYWHERE)),
                10,
                Duration.ofMinutes(10));
        try (TestHub hub = new TestHub(database, folder, rules)) {
            hub.order("A-1", ONE);
            report(hub, ONE, EventKind.ARRIVED, "ott-1");
            wished(hub, ONE);

            assertThat(at(hub, "ott-1")).containsExactly(ONE);
            assertThat(at(hub, "mtl-1")).containsExactly(ONE);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aDepotSeesWishesOfParcelsOnItsLoads(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", ONE);
            wished(hub, ONE);
            var unused = hub.core
                    .loads()
                    .put("tor-1", "door-1", new LoadDocument("L-1", Direction.OUT, List.of(ONE), List.of()));

            assertThat(at(hub, "tor-1")).containsExactly(ONE);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void wishesOfParcelsThatCameGoAndOldOnesToo(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", ONE, TWO);
            wished(hub, ONE);
            wished(hub, TWO);
            report(hub, ONE, EventKind.DELIVERED, "ott-1");
            hub.pass(Duration.ofDays(2));
            prune(hub);
            assertThat(rows(hub)).as("it may turn out to be none").isEqualTo(2);

            hub.pass(Duration.ofDays(2));
            prune(hub);
            assertThat(rows(hub)).isEqualTo(1);

            hub.pass(Duration.ofDays(365));
            prune(hub);
            assertThat(rows(hub)).isZero();
        }
    }

    private static void prune(TestHub hub) {
        while (hub.core.wishKeeper().prune() > 0) {
            // the next ones
        }
    }
}
