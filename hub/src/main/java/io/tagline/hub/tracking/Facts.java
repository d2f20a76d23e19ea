package io.tagline.hub.tracking;

import io.tagline.hub.tracking.EventKind.Standing;
import io.tagline.hub.tracking.EventKind.Whereabouts;
import io.tagline.hub.tracking.Way.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be derived of a parcel at a time. Confined to one look. */
final class Facts {
    private final List<Fact> all = new ArrayList<>();
    private final Way way;
    private final Instant now;
    private Instant nextLook = Instant.MAX;

    private Facts(Way way, Instant now) {
        this.way = way;
        this.now = now;
    }

    /**
     * A derived event to be.
     *
     * @param ref names the fact: the same one has the same
     */
    record Fact(EventKind kind, Instant at, Optional<String> site, String ref, String note) {}

    static Facts of(Way way, Expected expected, Instant now) {
        Facts facts = new Facts(way, now);
        expected.route().ifPresent(facts::onRoute);
        expected.promisedBy().ifPresent(facts::onPromise);
        return facts;
    }

    List<Fact> all() {
        return all;
    }

    Instant nextLook() {
        return nextLook;
    }

    /** For staff: why an event that was derived is not any more. */
    String whyNot(TrackingEvent derived) {
        Optional<Visit> newest = way.visits().isEmpty()
                ? Optional.empty()
                : Optional.of(way.visits().get(way.visits().size() - 1));
        return switch (derived.kind()) {
            case MISSING ->
                newest.map(visit -> "seen at " + visit.site() + " at "
                                + visit.last().occurredAt())
                        .orElse("not expected any more");
            case DWELLING -> "had left in time, by what has come in since";
            case LATE -> "was there in time, by what has come in since, or another day was promised first";
            default -> "does not hold any more, by what has come in since";
        };
    }

    private void onPromise(Instant by) {
        boolean inTime = way.events().stream()
                .anyMatch(event -> (event.kind().standing() == Standing.DONE
                                || event.kind().keepsPromise())
                        && event.occurredAt().isBefore(by));
        if (!inTime) {
            holdsFrom(by, new Fact(EventKind.LATE, by, Optional.empty(), "late " + by, "not delivered by " + by));
        }
    }

    private void onRoute(Route route) {
        List<Visit> visits = way.visits();
        boolean back = way.events().stream().anyMatch(event -> event.kind().standing() == Standing.RETURNING);
        for (int i = 0; i < visits.size() && !back; i++) {
            Visit visit = visits.get(i);
            Optional<Visit> next = i + 1 < visits.size() ? Optional.of(visits.get(i + 1)) : Optional.empty();
            int place = route.indexOf(visit.site());
            if (place < 0) {
                all.add(new Fact(
                        EventKind.MIS_SORTED,
                        visit.from(),
                        Optional.of(visit.site()),
                        "mis-sorted " + visit.first().id(),
                        "seen at " + visit.site() + ", which is not on the route " + route));
            } else {
                route.stops().get(place).stay().ifPresent(stay -> dwelling(visit, next, stay));
                if (next.isEmpty() && place + 1 < route.stops().size() && !isExcused(visit.last())) {
                    missing(visit, route.stops().get(place), route.stops().get(place + 1));
                }
            }
        }
    }

    /** It has its reason, which others watch over. */
    private static boolean isExcused(TrackingEvent last) {
        return switch (last.kind()) {
            case CUSTOMS, CUSTOMS_HELD, HELD, ATTEMPT_FAILED, READY_FOR_PICKUP, OUT_FOR_DELIVERY -> true;
            default -> last.kind().standing() == Standing.DONE;
        };
    }

    private void dwelling(Visit visit, Optional<Visit> next, Duration stay) {
        boolean left = visit.last().kind().whereabouts() == Whereabouts.OUTSIDE;
        Instant limit = visit.from().plus(stay);
        if ((left && visit.last().occurredAt().isBefore(limit))
                || (next.isPresent() && next.get().from().isBefore(limit))
                || (!left && isExcused(visit.last()))) {
            return;
        }
        holdsFrom(
                limit,
                new Fact(
                        EventKind.DWELLING,
                        limit,
                        Optional.of(visit.site()),
                        "dwelling " + visit.first().id() + " " + stay,
                        "at " + visit.site() + " since " + visit.from() + ", longer than " + stay));
    }

    private void missing(Visit visit, Stop here, Stop there) {
        if (there.within().isEmpty()) {
            return;
        }
        boolean left = visit.last().kind().whereabouts() == Whereabouts.OUTSIDE;
        if (!left && here.stay().isEmpty()) {
            // it may wait here for as long as it likes
            return;
        }
        Instant start =
                left ? visit.last().occurredAt() : visit.from().plus(here.stay().orElse(Duration.ZERO));
        Instant limit = start.plus(there.within().get());
        holdsFrom(
                limit,
                new Fact(
                        EventKind.MISSING,
                        limit,
                        Optional.of(there.site()),
                        "missing " + there.site() + " " + limit,
                        "expected at " + there.site() + " by " + limit + ", last seen at " + visit.site() + " at "
                                + visit.last().occurredAt()));
    }

    private void holdsFrom(Instant limit, Fact fact) {
        if (now.isBefore(limit)) {
            nextLook = limit.isBefore(nextLook) ? limit : nextLook;
        } else {
            all.add(fact);
        }
    }
}
