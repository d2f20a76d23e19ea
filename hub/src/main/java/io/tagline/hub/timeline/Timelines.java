package io.tagline.hub.timeline;

import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        Map<ParcelId, ParcelStatus> changed = new HashMap<>();
        for (Map.Entry<ParcelId, List<Milestone>> found :
                TrackingEventsTable.milestones(tx, moved).entrySet()) {
            ParcelStatus after = ParcelStatus.of(found.getValue());
            if (!after.equals(before.get(found.getKey()))) {
                changed.put(found.getKey(), after);
            }
        }
        ParcelStatusTable.update(tx, changed);
        TimelineHappenings.append(tx, fresh, changed);
        return moved;
    }

    private static List<TrackingEvent> fresh(List<TrackingEvent> events, BitSet inserted) {
        return inserted.stream().mapToObj(events::get).toList();
    }
}
