package io.tagline.hub.benefit;

import io.tagline.hub.promise.Promise;
import io.tagline.hub.promise.Promise.Reason;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.promise.Shipment;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.EventKind.Standing;
import io.tagline.hub.tracking.Oversight;
import io.tagline.hub.tracking.SiteMap;
import io.tagline.hub.tracking.Stop;
import io.tagline.hub.tracking.TrackingEvent;
import io.tagline.hub.tracking.Way;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one parcel counts for. A pure function of its events, its promises and the rules. */
final class ParcelCount {
    /** Whether the post could keep it was the post's to say: later changes tell how it went, and are not held against. */
    private static final Set<Reason> BINDING = Set.of(Reason.ORDERED, Reason.ACCEPTED, Reason.ACCEPTED_LATE);

    private final Rules rules;
    private final SiteMap sites;
    private final Parcel parcel;
    private final Way way;

    ParcelCount(Rules rules, SiteMap sites, Parcel parcel) {
        this.rules = rules;
        this.sites = sites;
        this.parcel = parcel;
        this.way = Oversight.way(parcel.events(), rules.falseDeparture());
    }

    /**
     * All that is known of a parcel.
     *
     * @param promises oldest first
     * @param route sites separated by blanks, where somebody said so for this parcel
     */
    record Parcel(
            Context context,
            Shipment shipment,
            Optional<String> route,
            List<TrackingEvent> events,
            List<Promise> promises) {}

    /** One that reached its addressee on the day. */
    void delivered(Tally tally) {
        List<BenefitArea> areas = parcel.context().areas(lastSite());
        tally.add(Figure.DELIVERY_TIME, areas, timeTaken());
        reads(tally);
    }

    private Measure timeTaken() {
        Optional<TrackingEvent> accepted = accepted().filter(event -> !isEstimated(event));
        Optional<TrackingEvent> delivered = end(EventKind.DELIVERED).filter(event -> !isEstimated(event));
        if (accepted.isEmpty() || delivered.isEmpty()) {
            return Measure.UNMEASURED;
        }
        Duration time =
                Duration.between(accepted.get().occurredAt(), delivered.get().occurredAt());
        return time.isNegative() ? Measure.UNMEASURED : Measure.time(time);
    }

    /** Each site with doors that it must have passed, by its route or by what somebody reported from there. */
    private void reads(Tally tally) {
        Set<String> read = way.events().stream()
                .filter(event -> event.passage().isPresent())
                .flatMap(event -> event.site().stream())
                .collect(Collectors.toSet());
        Set<String> passed = new LinkedHashSet<>();
        way.visits().forEach(visit -> passed.add(visit.site()));
        List<String> route = route();
        if (route.containsAll(passed)) {
            // one that went another way need not have passed the rest of its route
            passed.addAll(route);
        }
        passed.removeIf(site -> !read.contains(site) && !hasDoors(site));
        for (String site : passed) {
            tally.add(
                    Figure.MISSED_READS, parcel.context().areas(Optional.of(site)), Measure.hit(!read.contains(site)));
        }
    }

    private boolean hasDoors(String site) {
        return sites.site(site).filter(known -> !known.portals().isEmpty()).isPresent();
    }

    private List<String> route() {
        return parcel.route()
                .map(own -> Stream.of(own.split(" ", -1)).toList())
                .or(() -> way.visits().isEmpty()
                        ? Optional.empty()
                        : rules.route(parcel.shipment(), way.visits().get(0).site())
                                .map(route ->
                                        route.stops().stream().map(Stop::site).toList()))
                .orElse(List.of());
    }

    /** One that was promised for the day at some time; the day is over. */
    void promised(LocalDate day, Tally tally) {
        Optional<LocalDate> binding = parcel.promises().stream()
                .filter(promise -> BINDING.contains(promise.reason()))
                .reduce((earlier, later) -> later)
                .flatMap(Promise::days)
                .map(Promise.Days::by);
        if (binding.filter(day::equals).isEmpty()) {
            return;
        }
        boolean inHand = accepted().filter(event -> !day(event).isAfter(day)).isPresent();
        boolean kept = way.reached().filter(event -> !day(event).isAfter(day)).isPresent();
        tally.add(Figure.ON_TIME, parcel.context().areas(lastSite()), inHand ? Measure.hit(kept) : Measure.UNMEASURED);
    }

    private LocalDate day(TrackingEvent event) {
        return event.occurredAt().atZone(rules.zone()).toLocalDate();
    }

    private Optional<TrackingEvent> accepted() {
        return way.events().stream()
                .filter(event -> event.kind().standing() == Standing.MOVING)
                .findFirst();
    }

    private Optional<TrackingEvent> end(EventKind kind) {
        return way.events().stream().filter(event -> event.kind() == kind).findFirst();
    }

    private Optional<String> lastSite() {
        return way.visits().isEmpty()
                ? Optional.empty()
                : Optional.of(way.visits().get(way.visits().size() - 1).site());
    }

    /** By a clock that can not be right. */
    private static boolean isEstimated(TrackingEvent event) {
        return event.passage().flatMap(TrackingEvent.Passage::stampedAt).isPresent();
    }
}
