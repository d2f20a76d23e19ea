package io.tagline.hub.web;

import io.tagline.hub.promise.Promise;
import io.tagline.hub.timeline.EventView;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.EventKind.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the tracking page says of a parcel: no name, no address, no scan data.
 *
 * @param statusCode which headline, e.g. {@code arrived}
 * @param delivered whether who it is for has it
 * @param over whether its way is over: delivered, or back with the sender
 * @param latest what the headline's second line tells: the newest event, once delivered the delivery
 * @param steps the way in five steps
 * @param changes of what was promised, the newest first
 * @param route places that it has been at, the first first
 * @param days events, newest first, by the local day of their place
 */
record TrackingModel(
        String trackingNumber,
        String statusCode,
        boolean delivered,
        boolean over,
        Optional<Entry> latest,
        Optional<Expected> promise,
        List<Change> changes,
        List<Step> steps,
        List<String> route,
        List<Day> days,
        String serviceLevel) {

    /** One of the five steps; {@code code} is done, current or ahead. */
    record Step(String key, String state) {}

    /** The promised days, {@code from} only if there are several; {@code late} once they are over and the parcel not delivered. */
    record Expected(Optional<String> from, String day, String fromIso, String iso, boolean late) {}

    /** What was promised anew, and why; no {@code day} where nothing is promised any more. */
    record Change(String reason, Optional<String> day, Times.Local at) {}

    /** The events of one local day. */
    record Day(String name, List<Entry> entries) {}

    /** One event; its time is {@code estimated} where the gateway's clock was wrong. */
    record Entry(
            String code, String textKey, Optional<String> place, Times.Local at, boolean estimated, boolean unclear) {
        /** The time of day as it is shown. */
        public String clock() {
            return estimated ? "\u2248\u00a0" + at.clock() : at.clock();
        }
    }

    private static final int MOST_CHANGES = 3;

    private static final List<String> STEPS =
            List.of("registered", "accepted", "in_transit", "out_for_delivery", "delivered");

    /** Of one that goes back, it is not to be delivered any more. */
    private static final List<String> STEPS_BACK =
            List.of("registered", "accepted", "in_transit", "returning", "returned");

    static TrackingModel of(ParcelView parcel, List<Promise> promises, Times times, Instant now) {
        List<Entry> newestFirst = newestFirst(parcel.events(), times);
        boolean over = parcel.status().standing() == Standing.DONE;
        LocalDate today = now.atZone(times.zone(Optional.empty())).toLocalDate();
        return new TrackingModel(
                spaced(parcel.trackingNumber()),
                parcel.status().code(),
                parcel.status() == EventKind.DELIVERED,
                over,
                decisive(parcel, newestFirst, times),
                parcel.promise()
                        .map(by ->
                                expected(parcel, by, times, !over && today.isAfter(by) && !isKept(parcel, by, times)))
                        // nothing is expected of it any more, yet that it is late is said
                        .filter(expected -> expected.late() || !parcel.status().keepsPromise() || over),
                changes(promises, times),
                steps(parcel.status()),
                route(newestFirst),
                days(newestFirst),
                parcel.serviceLevel());
    }

    /** Whether the addressee could have it by the end of that day. */
    private static boolean isKept(ParcelView parcel, LocalDate by, Times times) {
        return parcel.events().stream()
                .anyMatch(event -> !event.undone()
                        && event.kind().keepsPromise()
                        && !event.occurredAt()
                                .atZone(times.zone(event.site()))
                                .toLocalDate()
                                .isAfter(by));
    }

    private static Expected expected(ParcelView parcel, LocalDate by, Times times, boolean late) {
        LocalDate from = parcel.promisedFrom().orElse(by);
        return new Expected(
                from.equals(by) ? Optional.empty() : Optional.of(times.day(from)),
                times.day(by),
                from.toString(),
                by.toString(),
                late);
    }

    /** The first promise is no change. */
    private static List<Change> changes(List<Promise> promises, Times times) {
        List<Change> changes = new ArrayList<>();
        for (int i = promises.size() - 1; i > 0 && changes.size() < MOST_CHANGES; i--) {
            Promise promise = promises.get(i);
            if (!promise.days().equals(promises.get(i - 1).days())) {
                changes.add(new Change(
                        promise.reason().code(),
                        promise.days().map(days -> times.day(days.by())),
                        times.at(promise.computedAt(), Optional.empty())));
            }
        }
        return changes;
    }

    private static List<String> route(List<Entry> newestFirst) {
        List<String> places = new ArrayList<>();
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            newestFirst.get(i).place().ifPresent(place -> {
                if (places.isEmpty() || !places.get(places.size() - 1).equals(place)) {
                    places.add(place);
                }
            });
        }
        return places;
    }

    /** What a tag's way back shows after the delivery is history, not news. */
    private static Optional<Entry> decisive(ParcelView parcel, List<Entry> newestFirst, Times times) {
        return parcel.events().stream()
                .filter(event -> event.kind().standing() == Standing.DONE
                        && !event.undone()
                        && event.occurredAt().equals(parcel.statusAt()))
                .findFirst()
                .map(event -> entry(event, times))
                .or(() -> newestFirst.stream().findFirst());
    }

    /** Without the order's coming in where customers see something before it: then it is no news of the parcel. */
    private static List<Entry> newestFirst(List<EventView> events, Times times) {
        List<Entry> entries = new ArrayList<>();
        for (EventView event : events) {
            if (event.isForCustomers() && (event.kind() != EventKind.REGISTERED || entries.isEmpty())) {
                entries.add(0, entry(event, times));
            }
        }
        return entries;
    }

    private static Entry entry(EventView event, Times times) {
        return new Entry(
                event.kind().code(),
                EventWords.key(event),
                event.place(),
                times.at(event.occurredAt(), event.site()),
                event.estimated(),
                event.kind() == EventKind.UNKNOWN);
    }

    private static List<Day> days(List<Entry> newestFirst) {
        List<Day> days = new ArrayList<>();
        for (Entry entry : newestFirst) {
            String name = entry.at().day();
            if (days.isEmpty() || !days.get(days.size() - 1).name().equals(name)) {
                days.add(new Day(name, new ArrayList<>()));
            }
            days.get(days.size() - 1).entries().add(entry);
        }
        return days;
    }

    private static List<Step> steps(EventKind status) {
        int reached =
                switch (status) {
                    case REGISTERED, UNKNOWN, MIS_SORTED, DWELLING, MISSING, LATE, CORRECTED -> 0;
                    case ACCEPTED -> 1;
                    case ARRIVED, SORTED, DEPARTED, CUSTOMS, CUSTOMS_HELD, CUSTOMS_CLEARED, HELD, LOADED -> 2;
                    case OUT_FOR_DELIVERY, ATTEMPT_FAILED, READY_FOR_PICKUP, RETURNING -> 3;
                    case DELIVERED, RETURNED -> 4;
                };
        List<Step> steps = new ArrayList<>();
        boolean back = status == EventKind.RETURNING || status == EventKind.RETURNED;
        List<String> way = back ? STEPS_BACK : STEPS;
        for (int i = 0; i < way.size(); i++) {
            boolean done = i < reached || status.standing() == Standing.DONE;
            steps.add(new Step(way.get(i), done ? "done" : i == reached ? "current" : "ahead"));
        }
        return List.copyOf(steps);
    }

    /** A 13-character S10 identifier (UPU S10) is read aloud in groups: RR 123 456 785 CA. */
    static String spaced(String number) {
        return number.matches("[A-Z]{2}[0-9]{9}[A-Z]{2}")
                ? String.join(
                        " ",
                        number.substring(0, 2),
                        number.substring(2, 5),
                        number.substring(5, 8),
                        number.substring(8, 11),
                        number.substring(11))
                : number;
    }
}
