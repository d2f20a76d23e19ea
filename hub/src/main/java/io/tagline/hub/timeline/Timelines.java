package io.tagline.hub.timeline;

import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.Corrections;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Puts events on timelines, together with the status that they come to. Stateless; works in its caller's transaction. */
public final class Timelines {
    private Timelines() {}

    /**
     * Adds the events that are not there yet and brings the status of their parcels up to date.
     *
     * @return the parcels that got something new, for {@link LiveUpdates} once the transaction has been committed
     */
    public static Set<ParcelId> record(Tx tx, List<TrackingEvent> events) {
        if (events.isEmpty()) {
            return Set.of();
        }
        Set<ParcelId> parcels = new LinkedHashSet<>();
        events.forEach(event -> parcels.add(event.parcel()));
        // before the events are read, so that of two transactions the second sees the events of the first
        Map<ParcelId, ParcelStatus> before = ParcelStatusTable.lock(tx, parcels);
        List<TrackingEvent> fresh = fresh(events, TrackingEventsTable.insert(tx, events));
        Set<ParcelId> moved = new LinkedHashSet<>();
        fresh.forEach(event -> moved.add(event.parcel()));
        Map<ParcelId, List<Milestone>> milestones = TrackingEventsTable.milestones(tx, moved);
        Set<UUID> undone = undone(tx, milestones);
        Map<ParcelId, ParcelStatus> changed = new HashMap<>();
        for (Map.Entry<ParcelId, List<Milestone>> found : milestones.entrySet()) {
            ParcelStatus after = ParcelStatus.of(found.getValue(), undone);
            if (!after.equals(before.get(found.getKey()))) {
                changed.put(found.getKey(), after);
            }
        }
        ParcelStatusTable.update(tx, changed);
        TimelineHappenings.append(tx, fresh, changed);
        return moved;
    }

    /** Corrections are rare: what they name is not in the index that milestones are read from. */
    private static Set<UUID> undone(Tx tx, Map<ParcelId, List<Milestone>> milestones) {
        List<ParcelId> corrected = new ArrayList<>();
        milestones.forEach((parcel, events) -> {
            if (events.stream().anyMatch(event -> event.kind() == EventKind.CORRECTED)) {
                corrected.add(parcel);
            }
        });
        return corrected.isEmpty() ? Set.of() : Corrections.undone(TrackingEventsTable.corrections(tx, corrected));
    }

    /** Until this transaction ends nobody else changes these parcels; taken in one order by all who take several. */
    public static void own(Tx tx, Set<ParcelId> parcels) {
        Map<ParcelId, ParcelStatus> unused = ParcelStatusTable.lock(tx, parcels);
    }

    /** All events of a parcel, in no order. */
    public static List<TrackingEvent> events(Tx tx, ParcelId parcel) {
        return TrackingEventsTable.of(tx, parcel);
    }

    private static List<TrackingEvent> fresh(List<TrackingEvent> events, BitSet inserted) {
        return inserted.stream().mapToObj(events::get).toList();
    }
}
