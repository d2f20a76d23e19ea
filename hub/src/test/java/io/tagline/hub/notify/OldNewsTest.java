package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.promise.Area;
import io.tagline.hub.promise.Promise.Reason;
import io.tagline.hub.promise.RouteRule;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.Route;
import io.tagline.hub.tracking.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The day a hub learns of promises and routes it finds out much about old parcels; staff see it, and nobody is woken up for it. */
final class OldNewsTest {
    private static final Rules RULES = new Rules(
            ZoneId.of("UTC"),
            List.of(),
            List.of(new RouteRule(
                    new Route(
                            "ott-mtl",
                            List.of(
                                    Stop.at("ott-1"),
                                    new Stop("mtl-1", Optional.of(Duration.ofHours(6)), Optional.empty()))),
                    Set.of("standard"),
                    Area.ANYWHERE)),
            10,
            Duration.ofMinutes(10));

    @TempDir
    Path folder;

    private static ParcelId departed(TestHub hub, String number, Duration ago) {
        hub.core
                .parcels()
                .record(
                        number,
                        new ReportedEvent(
                                EventKind.DEPARTED,
                                hub.now().minus(ago),
                                Optional.of("ott-1"),
                                Optional.empty(),
                                "departed"));
        return hub.core.parcels().byTrackingNumber(number).orElseThrow().id();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsMissingForDaysWhenItIsFoundOutIsNoNews(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder, RULES)) {
            hub.order("A-1", "RR123456785CA", "RR000000014CA");
            ParcelId old = departed(hub, "RR123456785CA", Duration.ofDays(10));
            ParcelId fresh = departed(hub, "RR000000014CA", Duration.ofHours(7));
            hub.watch();

            assertThat(hub.core
                            .parcels()
                            .byTrackingNumber("RR123456785CA")
                            .orElseThrow()
                            .exceptions())
                    .as("staff see it")
                    .containsExactly(EventKind.MISSING);
            hub.store.transactions().read(tx -> {
                assertThat(ParcelFactsTable.remarks(tx, List.of(old))).isEmpty();
                assertThat(ParcelFactsTable.remarks(tx, List.of(fresh)))
                        .containsValue(Milestone.MISSING)
                        .hasSize(1);
                return true;
            });
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aDelayIsNewsUntilThreeDaysAfterTheDayThatWasPromised(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder, RULES)) {
            hub.order("A-1", "RR123456785CA", "RR000000014CA");
            ParcelId old = departed(hub, "RR123456785CA", Duration.ofDays(10));
            ParcelId fresh = departed(hub, "RR000000014CA", Duration.ofDays(3));
            LocalDate today = hub.now().atZone(ZoneId.of("UTC")).toLocalDate();
            boolean unused = hub.store.transactions().write(tx -> {
                promised(tx, old, 1, today.minusDays(8), Reason.ACCEPTED, hub.now());
                promised(tx, old, 2, today.plusDays(1), Reason.DELAYED, hub.now());
                promised(tx, fresh, 1, today.minusDays(1), Reason.ACCEPTED, hub.now());
                promised(tx, fresh, 2, today.plusDays(1), Reason.DELAYED, hub.now());
                return true;
            });

            assertThat(hub.store
                            .transactions()
                            .<Map<ParcelId, Reason>>read(
                                    tx -> ParcelFactsTable.promiseReasons(tx, List.of(old, fresh))))
                    .isEqualTo(Map.of(fresh, Reason.DELAYED));
        }
    }

    private static void promised(Tx tx, ParcelId parcel, int seq, LocalDate day, Reason reason, Instant at) {
        int unused = tx.execute(
                "INSERT INTO promises (parcel, seq, from_day, by_day, reason, computed_at) VALUES (?, ?, ?, ?, ?, ?)",
                Uuids.bytes(parcel.value()),
                seq,
                day.toString(),
                day.toString(),
                reason.code(),
                at.toEpochMilli());
    }
}
