package io.tagline.hub.promise;

import io.tagline.hub.promise.LanesTable.Lane;
import io.tagline.hub.promise.WatchedParcelsTable.Watched;
import io.tagline.hub.store.Tx;
import io.tagline.hub.timeline.Timelines;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.EventKind.Standing;
import io.tagline.hub.tracking.Expected;
import io.tagline.hub.tracking.Oversight;
import io.tagline.hub.tracking.Route;
import io.tagline.hub.tracking.SiteMap;
import io.tagline.hub.tracking.TrackingEvent;
import io.tagline.hub.tracking.TrackingEvent.Passage;
import io.tagline.hub.tracking.Way;
import io.tagline.hub.tracking.Way.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** One look at one parcel: reads what is known of it and says what to write. Confined to its transaction, which only reads. */
final class ParcelLook {
    /** Of what no more is heard for so long nothing is to be found out any more; the next event has it looked at again. */
    static final Duration LET_GO = Duration.ofDays(365);

    /** A promise is held against the times of its lane so often, while nothing happens. */
    private static final Duration AGAIN = Duration.ofHours(6);
    /** Nothing is expected: only what comes in changes anything, and that leads to a look of its own. */
    private static final Duration IDLE = Duration.ofDays(7);
    /** The longer nothing happens the more seldom it is looked at: after a week's silence once in 16 hours. */
    private static final int SILENCE_TO_PAUSE = 10;

    private static final Duration LONGEST_PAUSE = Duration.ofDays(30);

    /** More changes to one promise are a mistake in the rules, not news. */
    private static final int MOST_PROMISES = 50;

    private final Tx tx;
    private final Rules rules;
    private final SiteMap sites;
    private final Instant now;

    ParcelLook(Tx tx, Rules rules, SiteMap sites, Instant now) {
        this.tx = tx;
        this.rules = rules;
        this.sites = sites;
        this.now = now;
    }

    /**
     * What came of a look.
     *
     * @param lacking events to record
     * @param promise to add, as number {@code seq} of the parcel's
     * @param nextLook empty at its end
     * @param learned how long it took on each of its lanes, once it was delivered
     */
    record Seen(
            Watched parcel,
            List<TrackingEvent> lacking,
            Optional<Promise> promise,
            int seq,
            Optional<Instant> nextLook,
            Map<Lane, Duration> learned) {

        /** A look that is due earlier than it need be does no harm, and costs no write now. */
        boolean changesNothing(Instant now) {
            OptionalLong due = parcel.watchAtMs();
            boolean dueInTime = nextLook.isPresent()
                    ? due.isPresent()
                            && due.getAsLong() > now.toEpochMilli()
                            && due.getAsLong() <= nextLook.get().toEpochMilli()
                    : due.isEmpty();
            return lacking.isEmpty() && promise.isEmpty() && dueInTime;
        }
    }

    Seen at(Watched parcel) {
        List<TrackingEvent> events = Timelines.events(tx, parcel.id());
        Duration silence = silence(events);
        if (silence.compareTo(LET_GO) > 0) {
            return new Seen(parcel, List.of(), Optional.empty(), 0, Optional.empty(), Map.of());
        }
        List<Promise> history = PromisesTable.of(tx, parcel.id());
        Way way = Oversight.way(events, rules.falseDeparture());
        Optional<ServiceLevel> level = level(parcel, way);
        Optional<Promise> promise = history.size() >= MOST_PROMISES || parcel.retired()
                ? Optional.empty()
                : new PromiseRule(rules.zone(), now, parcel.ordered(), history).next(way, terms(parcel, level));
        Optional<Instant> firstEnd = Stream.concat(history.stream(), promise.stream())
                .findFirst()
                .flatMap(Promise::days)
                .map(days -> days.by().plusDays(1).atStartOfDay(rules.zone()).toInstant());
        Expected expected = new Expected(route(parcel, way), firstEnd, rules.falseDeparture());
        Oversight.Findings findings = Oversight.look(parcel.id(), events, expected, now);
        Optional<TrackingEvent> end = way.events().stream()
                .filter(event -> event.kind().standing() == Standing.DONE)
                .findFirst();
        boolean over = parcel.retired() || end.isPresent();
        boolean timed =
                !history.isEmpty() || promise.isPresent() || expected.route().isPresent();
        Instant again = now.plus(pause(timed ? AGAIN : IDLE, silence));
        return new Seen(
                parcel,
                parcel.retired() ? List.of() : findings.lacking(),
                promise,
                history.size() + 1,
                over
                        ? Optional.empty()
                        : Optional.of(findings.nextLook().isBefore(again) ? findings.nextLook() : again),
                end.flatMap(delivered -> level.map(known -> learned(parcel, way, delivered, known)))
                        .orElse(Map.of()));
    }

    /** Since somebody last said something of it, as far as the hub knows; what it derived itself is no news. */
    private Duration silence(List<TrackingEvent> events) {
        return events.stream()
                .filter(event -> !event.isDerived())
                .map(TrackingEvent::recordedAt)
                .max(Comparator.naturalOrder())
                .map(last -> Duration.between(last, now))
                .orElse(Duration.ZERO);
    }

    private static Duration pause(Duration least, Duration silence) {
        Duration pause = silence.dividedBy(SILENCE_TO_PAUSE);
        if (pause.compareTo(least) < 0) {
            return least;
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private Optional<ServiceLevel> level(Watched parcel, Way way) {
        Instant accepted = accepted(way).map(TrackingEvent::occurredAt).orElse(now);
        ZoneId zone = zone(accepted(way));
        return rules.level(parcel.shipment(), accepted.atZone(zone).toLocalDate());
    }

    private static Optional<TrackingEvent> accepted(Way way) {
        return way.events().stream()
                .filter(event -> event.kind().standing() == Standing.MOVING)
                .findFirst();
    }

    private ZoneId zone(Optional<TrackingEvent> at) {
        return at.flatMap(TrackingEvent::site).map(sites::timeZone).orElse(rules.zone());
    }

    private Optional<Route> route(Watched parcel, Way way) {
        return parcel.route(
                rules,
                way.visits().isEmpty()
                        ? Optional.empty()
                        : Optional.of(way.visits().get(0).site()));
    }

    private PromiseRule.Terms terms(Watched parcel, Optional<ServiceLevel> level) {
        return new PromiseRule.Terms() {
            @Override
            public Optional<LocalDate> dayFor(TrackingEvent accepted) {
                return level.map(known -> known.dayFor(accepted.occurredAt(), zone(Optional.of(accepted))));
            }

            @Override
            public LocalDate onOrAfter(LocalDate day) {
                return level.map(known -> known.calendar().onOrAfter(day)).orElse(day);
            }

            @Override
            public Optional<Forecast> forecast(Way way) {
                if (level.isEmpty() || way.visits().isEmpty()) {
                    return Optional.empty();
                }
                Visit here = way.visits().get(way.visits().size() - 1);
                return Forecast.of(
                        LanesTable.find(tx, lane(parcel, here)),
                        here.first().occurredAt(),
                        now,
                        level.get().calendar(),
                        rules.zone(),
                        rules.leastParcels());
            }
        };
    }

    private static Lane lane(Watched parcel, Visit from) {
        return new Lane(
                parcel.shipment().service(), from.site(), parcel.shipment().to().area());
    }

    /** From each site to the addressee. A parcel that somebody kept back, and a wrong clock, say nothing of the lane. */
    private Map<Lane, Duration> learned(Watched parcel, Way way, TrackingEvent end, ServiceLevel level) {
        boolean keptBack = way.events().stream()
                .map(TrackingEvent::kind)
                .anyMatch(kind -> kind == EventKind.HELD
                        || kind == EventKind.CUSTOMS_HELD
                        || kind == EventKind.READY_FOR_PICKUP
                        || kind == EventKind.RETURNING);
        if (keptBack || end.kind() != EventKind.DELIVERED || isEstimated(end)) {
            return Map.of();
        }
        Map<Lane, Duration> learned = new HashMap<>();
        for (Visit visit : way.visits()) {
            if (!visit.first().equals(end) && !isEstimated(visit.first())) {
                learned.putIfAbsent(
                        lane(parcel, visit),
                        level.calendar().workingTime(visit.first().occurredAt(), end.occurredAt(), rules.zone()));
            }
        }
        return learned;
    }

    private static boolean isEstimated(TrackingEvent event) {
        return event.passage().flatMap(Passage::stampedAt).isPresent();
    }
}
