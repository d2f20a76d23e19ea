package io.tagline.hub.tracking;

import io.tagline.hub.tracking.TrackingEvent.Origin;
import io.tagline.hub.tracking.TrackingEvent.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Says which derived events and corrections a parcel's events lack: what should be derived now, less what stands, and corrections of
 * what stands and should not. A pure function; when what it says has been recorded it says nothing more, whatever the order in which
 * the rest came. What a person has corrected is left alone.
 */
public final class Oversight {
    /** A parcel on which so much was derived is looked at by people. */
    static final int MOST_DERIVED = 200;

    private final Map<UUID, TrackingEvent> byId = new HashMap<>();
    private final Map<UUID, UUID> corrections = new HashMap<>();
    private final Set<UUID> undone;
    private final Set<UUID> undoneByOthers;
    private final ParcelId parcel;
    private final Instant now;
    private final List<TrackingEvent> lacking = new ArrayList<>();

    private Oversight(ParcelId parcel, List<TrackingEvent> events, Instant now) {
        this.parcel = parcel;
        this.now = now;
        Map<UUID, UUID> others = new HashMap<>();
        for (TrackingEvent event : events) {
            byId.put(event.id(), event);
            event.corrects().ifPresent(named -> {
                corrections.put(event.id(), named);
                if (!event.isDerived()) {
                    others.put(event.id(), named);
                }
            });
        }
        this.undone = Corrections.undone(corrections);
        this.undoneByOthers = Corrections.undone(others);
    }

    /**
     * What to record, and when to look again if nothing happens.
     *
     * @param nextLook when time alone will change the answer; {@link Instant#MAX} for never
     */
    public record Findings(List<TrackingEvent> lacking, Instant nextLook) {}

    /**
     * Looks at one parcel.
     *
     * @param events all of its events
     * @param expected what is expected of it
     */
    public static Findings look(ParcelId parcel, List<TrackingEvent> events, Expected expected, Instant now) {
        Oversight oversight = new Oversight(parcel, events, now);
        long derived = events.stream().filter(TrackingEvent::isDerived).count();
        if (derived >= MOST_DERIVED) {
            return new Findings(List.of(), Instant.MAX);
        }
        List<TrackingEvent> told = oversight.told();
        Way way = Way.of(told, expected.falseDeparture());
        Facts facts = Facts.of(way, expected, now);
        oversight.correctDepartures(told, way);
        oversight.bringFacts(facts);
        return new Findings(oversight.lacking, facts.nextLook());
    }

    /** Where the parcel has been, by all of its events: without what people have corrected and what was derived. */
    public static Way way(List<TrackingEvent> events, Duration falseDeparture) {
        return events.isEmpty()
                ? Way.of(events, falseDeparture)
                : Way.of(new Oversight(events.get(0).parcel(), events, Instant.EPOCH).told(), falseDeparture);
    }

    private List<TrackingEvent> told() {
        return byId.values().stream()
                .filter(event ->
                        !event.isDerived() && event.corrects().isEmpty() && !undoneByOthers.contains(event.id()))
                .toList();
    }

    private void correctDepartures(List<TrackingEvent> told, Way way) {
        for (TrackingEvent event : told) {
            TrackingEvent inside = way.falseDepartures().get(event.id());
            if (inside != null) {
                undo(
                        event,
                        "did not leave: seen inside " + inside.site().orElse("") + " at " + inside.occurredAt(),
                        inside);
            } else if (undone.contains(event.id())) {
                redo(event);
            }
        }
    }

    private void bringFacts(Facts facts) {
        Set<UUID> wanted = new HashSet<>();
        for (Facts.Fact fact : facts.all()) {
            TrackingEvent event = TrackingEvent.reported(
                    parcel,
                    fact.kind(),
                    fact.at(),
                    now,
                    fact.site(),
                    Optional.empty(),
                    derived(fact.ref(), fact.note()));
            wanted.add(event.id());
            if (!byId.containsKey(event.id())) {
                lacking.add(event);
            } else if (undone.contains(event.id()) && !undoneByOthers.contains(event.id())) {
                redo(event);
            }
        }
        byId.values().stream()
                .filter(event -> event.kind().isDerived() && !wanted.contains(event.id()))
                .forEach(event -> undo(event, facts.whyNot(event), event));
    }

    /** @param evidence gives the time of the correction: it did not come to light before that */
    private void undo(TrackingEvent event, String why, TrackingEvent evidence) {
        if (undone.contains(event.id()) || tookOthersBack(event)) {
            return;
        }
        long before = corrections.values().stream().filter(event.id()::equals).count();
        correct(event, before, why, evidence.occurredAt());
    }

    /** True if somebody has said that it counts after all. */
    private boolean tookOthersBack(TrackingEvent event) {
        return corrections.entrySet().stream()
                .anyMatch(each -> each.getValue().equals(event.id()) && undoneByOthers.contains(each.getKey()));
    }

    /** Takes back what this hub undid; corrections by others stay. */
    private void redo(TrackingEvent event) {
        for (Map.Entry<UUID, UUID> correction : corrections.entrySet()) {
            TrackingEvent made = byId.get(correction.getKey());
            if (correction.getValue().equals(event.id())
                    && made != null
                    && made.isDerived()
                    && !undone.contains(made.id())) {
                correct(made, 0, "holds after all, by what has come in since", made.occurredAt());
            }
        }
    }

    private void correct(TrackingEvent event, long number, String why, Instant at) {
        Report report = new Report(
                Origin.DERIVED,
                TrackingEvent.OWN_REFS + "undo " + event.id() + " " + number,
                Optional.empty(),
                Optional.empty(),
                Optional.of(event.id()),
                Optional.of(why));
        lacking.add(
                TrackingEvent.reported(parcel, EventKind.CORRECTED, at, now, event.site(), Optional.empty(), report));
    }

    private static Report derived(String ref, String note) {
        return new Report(
                Origin.DERIVED,
                TrackingEvent.OWN_REFS + ref,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(note));
    }
}
