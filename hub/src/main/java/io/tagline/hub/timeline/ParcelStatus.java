package io.tagline.hub.timeline;

import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.EventKind.Standing;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How a parcel stands: a pure function of the set of its events, so the order in which they came and how often plays no part.
 *
 * <p>The greatest {@link Standing} wins; within it the latest event, and of two at one time the one further along the way. Only
 * of deliveries the earliest counts: a tag read again at the addressee's does not deliver the parcel anew. An event that was
 * corrected does not count.
 *
 * @param at when the event happened that the status comes from
 * @param deliveredAt when its way ended: time of the earliest delivery, to the addressee or back to the sender
 */
public record ParcelStatus(EventKind kind, Instant at, Optional<Instant> deliveredAt) {
    private static final Comparator<Milestone> LATER = Comparator.comparing(Milestone::occurredAt)
            .thenComparing(milestone -> milestone.kind().rank())
            .thenComparing(Milestone::id);
    private static final Comparator<Milestone> STRONGER = Comparator.<Milestone, Standing>comparing(
                    milestone -> milestone.kind().standing())
            .thenComparing(ParcelStatus::byTime);

    /**
     * Of all events of a parcel. Were all of them undone, the parcel would stand as if none was.
     *
     * @param undone ids of events that do not count ({@link io.tagline.hub.tracking.Corrections})
     * @throws IllegalArgumentException for no events: a parcel has at least the one of its order
     */
    static ParcelStatus of(Collection<Milestone> events, Set<UUID> undone) {
        Milestone decisive = events.stream()
                .filter(event -> !undone.contains(event.id()))
                .max(STRONGER)
                .or(() -> events.stream().max(STRONGER))
                .orElseThrow(
                        () -> new IllegalArgumentException("no events: expected the parcel's registration at least"));
        Optional<Instant> deliveredAt =
                decisive.kind().standing() == Standing.DONE ? Optional.of(decisive.occurredAt()) : Optional.empty();
        return new ParcelStatus(decisive.kind(), decisive.occurredAt(), deliveredAt);
    }

    /** For two of equal standing. */
    private static int byTime(Milestone one, Milestone other) {
        int order = LATER.compare(one, other);
        return one.kind().standing() == Standing.DONE ? -order : order;
    }
}
