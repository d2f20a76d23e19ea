package io.tagline.hub.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.promise.Promise.Days;
import io.tagline.hub.promise.Promise.Reason;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent;
import io.tagline.hub.tracking.Way;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a customer is told, and when it changes. */
class PromiseRuleTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final ParcelId PARCEL = new ParcelId(new UUID(1, 2));
    /** A Monday. */
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final LocalDate THURSDAY = MONDAY.plusDays(3);

    private final List<TrackingEvent> events = new ArrayList<>();
    private final List<Promise> told = new ArrayList<>();
    private Optional<LocalDate> ordered = Optional.empty();
    private Optional<Forecast> forecast = Optional.empty();

    private void event(EventKind kind, int hours) {
        events.add(TrackingEvent.reported(
                PARCEL,
                kind,
                START.plus(Duration.ofHours(hours)),
                START,
                Optional.of("ott-1"),
                Optional.empty(),
                kind + " " + hours));
    }

    private Optional<Reason> next(int hours) {
        PromiseRule.Terms terms = new PromiseRule.Terms() {
            @Override
            public Optional<LocalDate> dayFor(TrackingEvent accepted) {
                return Optional.of(
                        accepted.occurredAt().atZone(UTC).toLocalDate().plusDays(3));
            }

            @Override
            public LocalDate onOrAfter(LocalDate day) {
                return day;
            }

            @Override
            public Optional<Forecast> forecast(Way way) {
                return forecast;
            }
        };
        Optional<Promise> next = new PromiseRule(UTC, START.plus(Duration.ofHours(hours)), ordered, told)
                .next(Way.of(events, Duration.ofMinutes(10)), terms);
        next.ifPresent(told::add);
        return next.map(Promise::reason);
    }

    private Optional<Days> days() {
        return told.get(told.size() - 1).days();
    }

    @Test
    void promiseIsMadeAtAcceptanceAndStaysWhileNothingSpeaksAgainstIt() {
        event(EventKind.REGISTERED, 0);
        assertThat(next(0)).isEmpty();
        event(EventKind.ACCEPTED, 1);
        assertThat(next(1)).contains(Reason.ACCEPTED);
        assertThat(days()).contains(Days.on(THURSDAY));
        event(EventKind.DEPARTED, 5);
        assertThat(next(6)).isEmpty();
    }

    @Test
    void senderSDayHoldsUnlessThePostGotTheParcelTooLateForIt() {
        ordered = Optional.of(THURSDAY);
        event(EventKind.REGISTERED, 0);
        assertThat(next(0)).contains(Reason.ORDERED);
        ordered = Optional.of(THURSDAY.plusDays(1));
        assertThat(next(1)).contains(Reason.ORDERED);
        event(EventKind.ACCEPTED, 2);
        assertThat(next(2)).as("the post's own day is earlier").isEmpty();

        told.remove(1);
        ordered = Optional.of(THURSDAY);
        events.remove(1);
        event(EventKind.ACCEPTED, 26);
        assertThat(next(26)).contains(Reason.ACCEPTED_LATE);
        assertThat(days()).contains(Days.on(THURSDAY.plusDays(1)));
    }

    @Test
    void customerIsToldOfADelayWhenItIsMoreLikelyThanNot() {
        event(EventKind.ACCEPTED, 1);
        next(1);
        forecast = Optional.of(new Forecast(THURSDAY, THURSDAY, THURSDAY.plusDays(2), 80));
        assertThat(next(30)).as("half are there in time").isEmpty();
        forecast = Optional.of(new Forecast(THURSDAY, THURSDAY.plusDays(1), THURSDAY.plusDays(2), 80));
        assertThat(next(40)).contains(Reason.DELAYED);
        assertThat(days()).contains(new Days(THURSDAY.plusDays(1), THURSDAY.plusDays(2)));
        assertThat(told.get(1).note()).contains("by the times of 80 parcels");
    }

    @Test
    void sameForecastMovesNothingTwice() {
        Random random = new Random(20261123);
        event(EventKind.ACCEPTED, 1);
        next(1);
        for (int hour = 2; hour < 200; hour++) {
            // trembles by a day
            LocalDate safe = THURSDAY.plusDays(random.nextInt(3) - 1);
            forecast = Optional.of(new Forecast(THURSDAY.minusDays(1), THURSDAY, safe, 80));
            next(hour % 48);
        }
        assertThat(told).extracting(Promise::reason).containsExactly(Reason.ACCEPTED);
    }

    @Test
    void farSoonerIsToldOnce() {
        event(EventKind.ACCEPTED, 1);
        next(1);
        forecast = Optional.of(new Forecast(MONDAY, MONDAY, MONDAY.plusDays(1), 80));
        assertThat(next(2)).contains(Reason.SOONER);
        assertThat(next(3)).isEmpty();
        assertThat(days()).contains(new Days(MONDAY, MONDAY.plusDays(1)));
    }

    @Test
    void courierNarrowsThePromiseAndAFailedAttemptMovesIt() {
        event(EventKind.ACCEPTED, 1);
        next(1);
        event(EventKind.OUT_FOR_DELIVERY, 25);
        assertThat(next(25)).contains(Reason.OUT_FOR_DELIVERY);
        assertThat(days()).as("the last day stays").contains(new Days(MONDAY.plusDays(1), THURSDAY));
        event(EventKind.ATTEMPT_FAILED, 30);
        assertThat(next(30)).as("there is time").isEmpty();
        event(EventKind.ATTEMPT_FAILED, 80);
        assertThat(next(80)).contains(Reason.ATTEMPT_FAILED);
        assertThat(days()).contains(Days.on(THURSDAY.plusDays(1)));
    }

    @Test
    void parcelOnItsWayBackHasNoPromise() {
        event(EventKind.ACCEPTED, 1);
        next(1);
        event(EventKind.RETURNING, 30);
        assertThat(next(30)).contains(Reason.RETURNING);
        assertThat(days()).isEmpty();
        assertThat(next(31)).isEmpty();
    }

    private void undo(EventKind kind) {
        events.removeIf(event -> event.kind() == kind);
    }

    @Test
    void promiseMadeOnADepartureThatWasNoneIsTakenBack() {
        event(EventKind.ACCEPTED, 1);
        next(1);
        event(EventKind.OUT_FOR_DELIVERY, 100);
        assertThat(next(100)).contains(Reason.OUT_FOR_DELIVERY);
        assertThat(days()).as("a day late").contains(Days.on(THURSDAY.plusDays(1)));

        undo(EventKind.OUT_FOR_DELIVERY);
        assertThat(next(101)).contains(Reason.CORRECTED);
        assertThat(days()).contains(Days.on(THURSDAY));
        assertThat(told.get(2).note().orElseThrow()).contains("out_for_delivery", "accepted");
        assertThat(told.get(1).reason()).as("stays in the history").isEqualTo(Reason.OUT_FOR_DELIVERY);
        assertThat(next(102)).as("once").isEmpty();

        event(EventKind.OUT_FOR_DELIVERY, 103);
        assertThat(next(103)).as("now it went").contains(Reason.OUT_FOR_DELIVERY);
    }

    @Test
    void promiseIsBackWhenTheParcelWasNotOnItsWayBackAfterAll() {
        event(EventKind.ACCEPTED, 1);
        next(1);
        event(EventKind.RETURNING, 30);
        next(30);
        assertThat(days()).isEmpty();

        undo(EventKind.RETURNING);
        assertThat(next(31)).contains(Reason.CORRECTED);
        assertThat(days()).contains(Days.on(THURSDAY));
        assertThat(next(32)).isEmpty();
    }

    @Test
    void secondRoundThatWasNoneTakesBackOnlyItsOwnPromise() {
        event(EventKind.ACCEPTED, 1);
        next(1);
        event(EventKind.OUT_FOR_DELIVERY, 25);
        next(25);
        TrackingEvent second = TrackingEvent.reported(
                PARCEL,
                EventKind.OUT_FOR_DELIVERY,
                START.plus(Duration.ofHours(49)),
                START,
                Optional.of("ott-1"),
                Optional.empty(),
                "second");
        events.add(second);
        next(49);
        assertThat(days()).contains(new Days(MONDAY.plusDays(2), THURSDAY));
        events.remove(second);
        event(EventKind.ARRIVED, 50);
        assertThat(next(50)).contains(Reason.CORRECTED);
        assertThat(days()).contains(new Days(MONDAY.plusDays(1), THURSDAY));
    }
}
