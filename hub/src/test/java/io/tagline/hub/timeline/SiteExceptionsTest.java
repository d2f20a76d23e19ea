package io.tagline.hub.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Audit;
import io.tagline.hub.access.AuditEntry;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.promise.Area;
import io.tagline.hub.promise.RouteRule;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.SiteExceptions.Open;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.Route;
import io.tagline.hub.tracking.Stop;
import io.tagline.hub.tracking.TrackingEvent.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a depot has to look after, until somebody did. */
final class SiteExceptionsTest {
    private static final String NUMBER = "RR123456785CA";
    private static final Viewer DEPOT = new Viewer("dora", Set.of(Role.DEPOT), Optional.empty());
    private static final Rules RULES = new Rules(
            ZoneId.of("UTC"),
            List.of(),
            List.of(new RouteRule(
                    new Route(
                            "ott-mtl",
                            List.of(
                                    new Stop("ott-1", Optional.empty(), Optional.of(Duration.ofHours(2))),
                                    new Stop("mtl-1", Optional.of(Duration.ofHours(6)), Optional.empty()))),
                    Set.of(),
                    Area.ANYWHERE)),
            10,
            Duration.ofMinutes(10));

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatWaitsTooLongIsToBeClearedThereUntilSomebodySaysWhatTheyFound(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder, RULES)) {
            hub.order("A-1", NUMBER);
            report(hub, EventKind.ARRIVED, "ott-1");
            hub.watch();
            assertThat(hub.core.siteExceptions().at("ott-1")).isEmpty();
            hub.pass(Duration.ofHours(3));
            hub.watch();

            List<Open> open = hub.core.siteExceptions().at("ott-1");
            assertThat(open).singleElement().satisfies(one -> {
                assertThat(one.kind()).isEqualTo(EventKind.DWELLING);
                assertThat(one.trackingNumber()).isEqualTo(NUMBER);
                assertThat(one.since()).isEqualTo(TestHub.START.plus(Duration.ofHours(2)));
            });
            assertThat(hub.core.siteExceptions().at("mtl-1")).isEmpty();
            Open one = open.get(0);
            assertThat(hub.core.siteExceptions().clear(DEPOT, "mtl-1", one.event(), "not ours"))
                    .isFalse();

            assertThat(hub.core.siteExceptions().clear(DEPOT, "ott-1", one.event(), "behind the cage"))
                    .isTrue();
            hub.pass(Duration.ofHours(1));
            hub.watch();

            assertThat(hub.core.siteExceptions().at("ott-1")).isEmpty();
            assertThat(hub.core.siteExceptions().clear(DEPOT, "ott-1", one.event(), "again"))
                    .isFalse();
            assertThat(hub.core.parcels().byTrackingNumber(NUMBER).orElseThrow().events())
                    .filteredOn(event -> event.kind() == EventKind.CORRECTED)
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.report().flatMap(Report::note)).contains("behind the cage"));
            List<AuditEntry> audited = hub.store
                    .transactions()
                    .read(tx -> Audit.of(tx, "parcel:" + one.parcel().value(), 10));
            assertThat(audited)
                    .extracting(AuditEntry::who, AuditEntry::action)
                    .containsExactly(tuple("dora", "exception.cleared"));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatDoesNotComeIsToBeLookedForWhereItIsExpectedUntilItIsSeen(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder, RULES)) {
            hub.order("A-1", NUMBER);
            report(hub, EventKind.DEPARTED, "ott-1");
            hub.watch();
            hub.pass(Duration.ofHours(7));
            hub.watch();
            assertThat(hub.core.siteExceptions().at("mtl-1"))
                    .extracting(Open::kind)
                    .containsExactly(EventKind.MISSING);

            report(hub, EventKind.ARRIVED, "far-1");
            hub.watch();
            assertThat(hub.core.siteExceptions().at("far-1"))
                    .extracting(Open::kind)
                    .containsExactly(EventKind.MIS_SORTED);

            hub.pass(Duration.ofHours(1));
            report(hub, EventKind.ARRIVED, "mtl-1");
            hub.watch();
            for (String site : List.of("ott-1", "mtl-1", "far-1")) {
                assertThat(hub.core.siteExceptions().at(site)).as(site).isEmpty();
            }
        }
    }

    private static void report(TestHub hub, EventKind kind, String site) {
        hub.core
                .parcels()
                .record(
                        NUMBER,
                        new ReportedEvent(
                                kind, hub.now(), Optional.of(site), Optional.empty(), kind + " " + hub.now()));
    }
}
