package io.tagline.hub.promise;

import io.tagline.hub.promise.Promise.Days;
import io.tagline.hub.promise.Promise.Reason;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.EventKind.Standing;
import io.tagline.hub.tracking.TrackingEvent;
import io.tagline.hub.tracking.Way;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether a parcel needs another promise, and which. A pure function of what was promised, what happened and what the lanes say. It
 * changes its word rarely: later only when half of all parcels would be later, sooner only when nine in ten would be there two days
 * before; so a forecast that trembles moves nothing.
 */
final class PromiseRule {
    /** Sooner by less is not worth a notice. */
    private static final int WORTH_TELLING_DAYS = 2;

    private static final Comparator<TrackingEvent> LATER = Comparator.comparing(TrackingEvent::occurredAt)
            .thenComparing(event -> event.kind().rank());

    private final ZoneId zone;
    private final Instant now;
    private final Optional<LocalDate> ordered;
    private final List<Promise> history;

    /**
     * @param zone in which days begin
     * @param ordered the day that the sender has told
     * @param history what was promised before, oldest first
     */
    PromiseRule(ZoneId zone, Instant now, Optional<LocalDate> ordered, List<Promise> history) {
        this.zone = zone;
        this.now = now;
        this.ordered = ordered;
        this.history = List.copyOf(history);
    }

    /** The post's own terms for the parcel. */
    interface Terms {
        /** The day that the service level promises of a parcel accepted by this event, if there is a level. */
        Optional<LocalDate> dayFor(TrackingEvent accepted);

        /** The next working day from this one on. */
        LocalDate onOrAfter(LocalDate day);

        /** What the lane from where it is says. */
        Optional<Forecast> forecast(Way way);
    }

    /** The promise to add; empty for none. */
    Optional<Promise> next(Way way, Terms terms) {
        Optional<Promise> back = has(way, Standing.DONE) ? Optional.empty() : takenBack(way);
        if (back.isPresent()) {
            return back;
        }
        return goingOn(way, terms);
    }

    /**
     * The one that holds again, where the newest was made on an event that has been undone. What was promised before keeps its reason,
     * which the note tells.
     */
    private Optional<Promise> takenBack(Way way) {
        Optional<Promise> newest = current().filter(promise -> !isBorneOut(promise, way));
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        for (int i = history.size() - 1; i >= 0; i--) {
            Promise before = history.get(i);
            if (before.days().isPresent() && isBorneOut(before, way)) {
                return promise(
                        before.days().get(),
                        Reason.CORRECTED,
                        newest.get().reason().code() + " was none; as promised for "
                                + before.reason().code());
            }
        }
        return Optional.empty();
    }

    /** Whether what it was made on still stands; an attempt, a round and a way back can be undone. */
    private boolean isBorneOut(Promise promise, Way way) {
        return switch (promise.reason()) {
            case OUT_FOR_DELIVERY ->
                promise.days()
                        .filter(days -> has(way, EventKind.OUT_FOR_DELIVERY, day -> day.equals(days.from())))
                        .isPresent();
            case ATTEMPT_FAILED -> has(way, EventKind.ATTEMPT_FAILED, day -> true);
            case RETURNING -> has(way, Standing.RETURNING);
            case ORDERED, ACCEPTED, ACCEPTED_LATE, DELAYED, SOONER, CORRECTED -> true;
        };
    }

    private boolean has(Way way, EventKind kind, Predicate<LocalDate> day) {
        return way.events().stream()
                .filter(event -> event.kind() == kind)
                .anyMatch(event -> day.test(event.occurredAt().atZone(zone).toLocalDate()));
    }

    private Optional<Promise> goingOn(Way way, Terms terms) {
        boolean back = has(way, Standing.RETURNING);
        Optional<Days> current = current().flatMap(Promise::days);
        if (back || has(way, Standing.DONE)) {
            return back && current.isPresent()
                    ? Optional.of(new Promise(Optional.empty(), Reason.RETURNING, Optional.empty(), now))
                    : Optional.empty();
        }
        if (history.isEmpty() && ordered.isPresent()) {
            return promise(Days.on(ordered.get()), Reason.ORDERED, "");
        }
        Optional<TrackingEvent> accepted = way.events().stream()
                .filter(event -> event.kind().standing() == Standing.MOVING)
                .findFirst();
        if (accepted.isEmpty()) {
            return orderedAnew();
        }
        boolean ours = history.stream().anyMatch(promise -> promise.reason() != Reason.ORDERED);
        Optional<Promise> first = ours ? Optional.empty() : atAcceptance(accepted.get(), current, terms);
        return first.isPresent() ? first : onEvidence(way, terms, current);
    }

    private Optional<Promise> current() {
        return history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1));
    }

    /** Until the post has the parcel, the sender may change its mind. */
    private Optional<Promise> orderedAnew() {
        Optional<LocalDate> told = current().flatMap(Promise::days).map(Days::by);
        return ordered.isPresent() && !ordered.equals(told)
                ? promise(Days.on(ordered.get()), Reason.ORDERED, "")
                : Optional.empty();
    }

    private Optional<Promise> atAcceptance(TrackingEvent accepted, Optional<Days> told, Terms terms) {
        Optional<LocalDate> day = terms.dayFor(accepted);
        if (day.isEmpty() || (told.isPresent() && !day.get().isAfter(told.get().by()))) {
            return Optional.empty();
        }
        return promise(
                Days.on(day.get()),
                told.isPresent() ? Reason.ACCEPTED_LATE : Reason.ACCEPTED,
                "accepted " + accepted.occurredAt());
    }

    private Optional<Promise> onEvidence(Way way, Terms terms, Optional<Days> told) {
        if (told.isEmpty()) {
            return Optional.empty();
        }
        TrackingEvent newest = way.events().stream()
                .filter(event -> event.kind().standing() == Standing.MOVING)
                .max(LATER)
                .orElseThrow();
        LocalDate day = newest.occurredAt().atZone(zone).toLocalDate();
        Days days = told.get();
        if (newest.kind() == EventKind.OUT_FOR_DELIVERY) {
            return outForDelivery(day, days);
        }
        if (newest.kind() == EventKind.ATTEMPT_FAILED) {
            return days.by().isAfter(day)
                    ? Optional.empty()
                    : promise(
                            Days.on(terms.onOrAfter(day.plusDays(1))),
                            Reason.ATTEMPT_FAILED,
                            "attempt failed on " + day);
        }
        return switch (newest.kind()) {
            // the addressee or customs have to act: no lane says when
            case READY_FOR_PICKUP, CUSTOMS, CUSTOMS_HELD, HELD -> Optional.empty();
            default -> terms.forecast(way).flatMap(forecast -> byForecast(forecast, days));
        };
    }

    /** The first day is sure now; the last stays, for couriers come back with parcels. */
    private Optional<Promise> outForDelivery(LocalDate day, Days told) {
        Days days = new Days(day, told.by().isBefore(day) ? day : told.by());
        return days.equals(told) ? Optional.empty() : promise(days, Reason.OUT_FOR_DELIVERY, "");
    }

    private Optional<Promise> byForecast(Forecast forecast, Days told) {
        String note = "by the times of " + forecast.parcels() + " parcels";
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate from = forecast.soonest().isBefore(today) ? today : forecast.soonest();
        LocalDate by = forecast.safe().isBefore(from) ? from : forecast.safe();
        if (forecast.likely().isAfter(told.by())) {
            LocalDate likelyFrom = from.isAfter(told.by()) ? from : forecast.likely();
            return promise(new Days(likelyFrom.isAfter(by) ? by : likelyFrom, by), Reason.DELAYED, note);
        }
        boolean farSooner = !by.isAfter(told.by().minusDays(WORTH_TELLING_DAYS));
        return farSooner ? promise(new Days(from, by), Reason.SOONER, note) : Optional.empty();
    }

    private Optional<Promise> promise(Days days, Reason reason, String note) {
        return Optional.of(Promise.of(days, reason, note, now));
    }

    private static boolean has(Way way, Standing standing) {
        return way.events().stream().anyMatch(event -> event.kind().standing() == standing);
    }
}
