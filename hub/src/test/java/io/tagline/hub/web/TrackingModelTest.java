package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.promise.Promise;
import io.tagline.hub.promise.Promise.Reason;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.TrackingLink;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrackingModelTest {

    private static final Times TIMES =
            new Times(Map.of("van-1", ZoneId.of("America/Vancouver")), ZoneId.of("America/Toronto"));
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

    private final List<EventView> events = new ArrayList<>();
    private final List<Promise> promises = new ArrayList<>();
    private boolean estimated;

    private void event(EventKind kind, String at, String site) {
        events.add(new EventView(
                new UUID(0, events.size()),
                kind,
                kind.code(),
                Instant.parse(at),
                estimated,
                NOW,
                Optional.of(site),
                Optional.of(site),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                false,
                Optional.empty()));
    }

    private TrackingModel model(EventKind status, LocalDate promise) {
        ParcelView parcel = new ParcelView(
                new ParcelId(new UUID(0, 1)),
                "RR123456785CA",
                new TrackingLink("AAAAAAAAAAAAAAAAAAAAAA"),
                status,
                status.code(),
                NOW,
                Optional.of(promise),
                Optional.empty(),
                List.of(),
                "shop",
                "A-1",
                "standard",
                events);
        return TrackingModel.of(parcel, promises, TIMES, NOW);
    }

    @Test
    void timesAreThoseOfThePlaceAndSayTheirZone() {
        event(EventKind.ARRIVED, "2026-01-05T07:30:00Z", "van-1");
        TrackingModel.Entry entry =
                model(EventKind.ARRIVED, LocalDate.of(2026, 1, 6)).latest().orElseThrow();
        assertThat(entry.at().clock()).isEqualTo("23:30");
        assertThat(entry.at().zone()).isEqualTo("PST");
        assertThat(entry.at().day()).isEqualTo("Sunday 4 January");
    }

    @Test
    void anEstimatedTimeCarriesASign() {
        estimated = true;
        event(EventKind.ARRIVED, "2026-01-05T07:30:00Z", "van-1");
        TrackingModel.Entry entry =
                model(EventKind.ARRIVED, LocalDate.of(2026, 1, 6)).latest().orElseThrow();
        assertThat(entry.clock()).isEqualTo("\u2248\u00a023:30");
    }

    @Test
    void aPromiseIsLateOnTheDayAfterAndNeverOnceDelivered() {
        assertThat(model(EventKind.ARRIVED, LocalDate.of(2026, 1, 5))
                        .promise()
                        .orElseThrow()
                        .late())
                .isFalse();
        assertThat(model(EventKind.ARRIVED, LocalDate.of(2026, 1, 4))
                        .promise()
                        .orElseThrow()
                        .late())
                .isTrue();
        assertThat(model(EventKind.DELIVERED, LocalDate.of(2026, 1, 4))
                        .promise()
                        .orElseThrow()
                        .late())
                .isFalse();
    }

    @Test
    void aPromiseIsKeptByAParcelThatCouldBeFetchedOnTheDay() {
        event(EventKind.READY_FOR_PICKUP, "2026-01-03T18:00:00Z", "ott-1");
        assertThat(model(EventKind.READY_FOR_PICKUP, LocalDate.of(2026, 1, 4)).promise())
                .as("nothing is expected of it any more")
                .isEmpty();
        assertThat(model(EventKind.READY_FOR_PICKUP, LocalDate.of(2026, 1, 2))
                        .promise()
                        .orElseThrow()
                        .late())
                .isTrue();
    }

    @Test
    void onceDeliveredTheHeadlineTellsOfTheDeliveryAndNotOfALaterScan() {
        event(EventKind.DELIVERED, NOW.toString(), "ott-1");
        event(EventKind.ARRIVED, NOW.plusSeconds(3_600).toString(), "ott-1");
        assertThat(model(EventKind.DELIVERED, LocalDate.of(2026, 1, 6))
                        .latest()
                        .orElseThrow()
                        .code())
                .isEqualTo("delivered");
    }

    @Test
    void anOrderThatComesInAfterTheFirstScanIsNotShownAsNews() {
        event(EventKind.ARRIVED, "2026-01-04T07:30:00Z", "ott-1");
        event(EventKind.REGISTERED, "2026-01-04T09:30:00Z", "ott-1");
        assertThat(model(EventKind.ARRIVED, LocalDate.of(2026, 1, 6))
                        .latest()
                        .orElseThrow()
                        .code())
                .isEqualTo("arrived");
    }

    /** A promise that was broken before the order came in makes an event that only staff see. */
    @Test
    void anOrderStaysInTheHistoryWhereOnlyStaffSeeAnythingBeforeIt() {
        event(EventKind.LATE, "2026-01-03T07:30:00Z", "ott-1");
        event(EventKind.REGISTERED, "2026-01-04T09:30:00Z", "ott-1");
        assertThat(model(EventKind.REGISTERED, LocalDate.of(2026, 1, 2)).days()).hasSize(1);
    }

    @Test
    void exactlyOneStepIsTheCurrentOneUntilAllAreDone() {
        for (EventKind kind : EventKind.values()) {
            List<TrackingModel.Step> steps =
                    model(kind, LocalDate.of(2026, 1, 6)).steps();
            long current = steps.stream()
                    .filter(step -> step.state().equals("current"))
                    .count();
            assertThat(current).as(kind.code()).isEqualTo(kind.standing() == EventKind.Standing.DONE ? 0 : 1);
        }
    }

    @Test
    void eachChangeOfThePromiseIsToldWithItsReasonAndTheFirstPromiseIsNone() {
        promise(LocalDate.of(2026, 1, 6), Reason.ACCEPTED);
        promise(LocalDate.of(2026, 1, 8), Reason.DELAYED);
        // the same days for another reason are no news
        promise(LocalDate.of(2026, 1, 8), Reason.OUT_FOR_DELIVERY);
        assertThat(model(EventKind.ARRIVED, LocalDate.of(2026, 1, 8)).changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.reason()).isEqualTo("delayed");
                    assertThat(change.day()).contains("Thursday 8 January");
                });
    }

    private void promise(LocalDate day, Reason reason) {
        promises.add(new Promise(Optional.of(new Promise.Days(day, day)), reason, Optional.empty(), NOW));
    }

    @Test
    void theRouteNamesEachPlaceOnceUntilTheParcelComesBackToIt() {
        event(EventKind.ACCEPTED, "2026-01-03T07:30:00Z", "ott-1");
        event(EventKind.DEPARTED, "2026-01-03T09:30:00Z", "ott-1");
        event(EventKind.MIS_SORTED, "2026-01-03T20:00:00Z", "tor-1");
        event(EventKind.ARRIVED, "2026-01-04T07:30:00Z", "van-1");
        event(EventKind.ARRIVED, "2026-01-04T09:30:00Z", "ott-1");
        assertThat(model(EventKind.ARRIVED, LocalDate.of(2026, 1, 6)).route())
                .as("without what only staff see")
                .containsExactly("ott-1", "van-1", "ott-1");
    }

    @Test
    void parcelBackWithItsSenderIsOverAndNotDelivered() {
        event(EventKind.RETURNED, "2026-01-05T07:30:00Z", "van-1");
        TrackingModel back = model(EventKind.RETURNED, LocalDate.of(2026, 1, 2));
        assertThat(back.over()).isTrue();
        assertThat(back.delivered()).as("no good news").isFalse();
        assertThat(back.steps()).extracting(TrackingModel.Step::key).endsWith("returning", "returned");
        assertThat(back.steps()).extracting(TrackingModel.Step::state).containsOnly("done");
        assertThat(model(EventKind.RETURNING, LocalDate.of(2026, 1, 2)).steps())
                .as("on its way back it will not be delivered")
                .extracting(TrackingModel.Step::key)
                .doesNotContain("delivered");
    }
}
