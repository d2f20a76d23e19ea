package io.tagline.hub.tracking;

import io.tagline.hub.tracking.EventKind.Standing;
import io.tagline.hub.tracking.EventKind.Whereabouts;
import io.tagline.hub.tracking.TrackingEvent.Passage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a parcel has been: what was seen and reported of it, without departures that were none, and its visits to sites in the order
 * of time, until its end.
 *
 * @param events in order, those at no site among them
 * @param falseDepartures the sighting that shows a departure to be none, by the departure's id
 */
public record Way(List<TrackingEvent> events, List<Visit> visits, Map<UUID, TrackingEvent> falseDepartures) {
    private static final Comparator<TrackingEvent> IN_ORDER = Comparator.comparing(TrackingEvent::occurredAt)
            .thenComparing(event -> event.kind().rank())
            .thenComparing(TrackingEvent::id);

    public Way {
        events = List.copyOf(events);
        visits = List.copyOf(visits);
        falseDepartures = Map.copyOf(falseDepartures);
    }

    /**
     * One stay at a site: events there without one elsewhere between them.
     *
     * @param last the last of them
     */
    public record Visit(String site, TrackingEvent first, TrackingEvent last) {
        Instant from() {
            return first.occurredAt();
        }
    }

    /**
     * Of events that count, derived ones and corrections left out.
     *
     * @param falseDeparture within this time after it a sighting inside shows a departure to be none
     */
    public static Way of(List<TrackingEvent> told, Duration falseDeparture) {
        List<TrackingEvent> inOrder = told.stream().sorted(IN_ORDER).toList();
        List<TrackingEvent> placed =
                inOrder.stream().filter(event -> event.site().isPresent()).toList();
        Map<UUID, TrackingEvent> falseOnes = new HashMap<>();
        for (int i = 0; i < placed.size(); i++) {
            int departure = i;
            insideSoonAfter(placed, i, falseDeparture)
                    .ifPresent(inside -> falseOnes.put(placed.get(departure).id(), inside));
        }
        List<TrackingEvent> events = untilDone(inOrder.stream()
                .filter(event -> !falseOnes.containsKey(event.id()))
                .toList());
        return new Way(events, visits(events), falseOnes);
    }

    /** When the addressee could have it: what a promise is held against. */
    public Optional<TrackingEvent> reached() {
        return events.stream().filter(event -> event.kind().keepsPromise()).findFirst();
    }

    /** What a tag's way back shows is no part of it. */
    private static List<TrackingEvent> untilDone(List<TrackingEvent> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).kind().standing() == Standing.DONE) {
                return events.subList(0, i + 1);
            }
        }
        return events;
    }

    private static Optional<TrackingEvent> insideSoonAfter(List<TrackingEvent> placed, int at, Duration limit) {
        TrackingEvent left = placed.get(at);
        if (!isTimed(left) || !left.kind().canBeFalse()) {
            return Optional.empty();
        }
        for (TrackingEvent next : placed.subList(at + 1, placed.size())) {
            boolean elsewhere = !next.site().equals(left.site());
            boolean tooLate = next.occurredAt().isAfter(left.occurredAt().plus(limit));
            if (elsewhere || tooLate) {
                return Optional.empty();
            }
            boolean scanned = isTimed(next) && next.occurredAt().isAfter(left.occurredAt());
            if (scanned && next.kind().whereabouts() == Whereabouts.INSIDE) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    /** Minutes count here: a report may be written down later, and a wrong clock says nothing. */
    private static boolean isTimed(TrackingEvent event) {
        return event.passage().map(Passage::stampedAt).filter(Optional::isEmpty).isPresent();
    }

    private static List<Visit> visits(List<TrackingEvent> events) {
        List<Visit> visits = new ArrayList<>();
        for (TrackingEvent event : events) {
            if (event.site().isEmpty()) {
                continue;
            }
            String site = event.site().get();
            int newest = visits.size() - 1;
            if (newest >= 0 && visits.get(newest).site().equals(site)) {
                visits.set(newest, new Visit(site, visits.get(newest).first(), event));
            } else {
                visits.add(new Visit(site, event, event));
            }
        }
        return visits;
    }
}
