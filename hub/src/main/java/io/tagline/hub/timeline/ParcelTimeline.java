package io.tagline.hub.timeline;

import io.tagline.hub.tracking.Corrections;
import io.tagline.hub.tracking.TrackingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a parcel's events come to: its status and the events in the order in which they happened. Any order of the input and
 * any number of repeats give the same.
 *
 * @param events all of them, with those that were undone and those that undid them
 * @param undone ids of those that do not count
 */
public record ParcelTimeline(ParcelStatus status, List<TrackingEvent> events, Set<UUID> undone) {
    /**
     * How long after its delivery a tag still counts as on the parcel: clocks differ and couriers confirm early. What is read later
     * is the tag on its way to reuse; it is no part of the timeline, whether it came before the delivery was known or after.
     */
    public static final Duration AFTER_DELIVERY = Duration.ofHours(24);

    private static final Comparator<TrackingEvent> IN_ORDER = Comparator.comparing(TrackingEvent::occurredAt)
            .thenComparing(event -> event.kind().rank())
            .thenComparing(TrackingEvent::id);

    /**
     * The timeline of these events.
     *
     * @throws IllegalArgumentException for no events
     */
    public static ParcelTimeline fold(Collection<TrackingEvent> events) {
        Map<UUID, TrackingEvent> once = new LinkedHashMap<>();
        for (TrackingEvent event : events) {
            // the first report of an event is when the hub learned it
            once.merge(event.id(), event, (a, b) -> a.recordedAt().isAfter(b.recordedAt()) ? b : a);
        }
        Map<UUID, UUID> corrections = new HashMap<>();
        once.values().forEach(event -> event.corrects().ifPresent(named -> corrections.put(event.id(), named)));
        Set<UUID> undone = Corrections.undone(corrections);
        ParcelStatus status =
                ParcelStatus.of(once.values().stream().map(Milestone::of).toList(), undone);
        Instant end = status.deliveredAt().map(at -> at.plus(AFTER_DELIVERY)).orElse(Instant.MAX);
        List<TrackingEvent> shown = once.values().stream()
                .filter(event -> event.passage().isEmpty() || event.occurredAt().isBefore(end))
                .sorted(IN_ORDER)
                .toList();
        Set<UUID> undoneShown =
                shown.stream().map(TrackingEvent::id).filter(undone::contains).collect(Collectors.toUnmodifiableSet());
        return new ParcelTimeline(status, shown, undoneShown);
    }

    /** The events that count, corrections aside. */
    public List<TrackingEvent> standing() {
        return events.stream()
                .filter(event -> event.corrects().isEmpty() && !undone.contains(event.id()))
                .toList();
    }
}
