package io.tagline.hub.wish;

import io.tagline.hub.store.Tx;
import io.tagline.hub.timeline.ParcelTimeline;
import io.tagline.hub.timeline.Timelines;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.EventKind.Standing;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent;
import java.util.List;
import java.util.Optional;

/**
 * Where a parcel is, as far as anybody knows.
 *
 * @param site that it was seen at last, unless it was sent on from there
 * @param next the one after that on its route
 */
record Place(Optional<String> site, Optional<String> next) {
    static Place of(Tx tx, ParcelId parcel, Routes routes) {
        List<TrackingEvent> all = Timelines.events(tx, parcel);
        List<TrackingEvent> seen = all.isEmpty()
                ? List.of()
                : ParcelTimeline.fold(all).standing().stream()
                        .filter(event ->
                                event.site().isPresent() && event.kind().standing() != Standing.NOTED)
                        .toList();
        if (seen.isEmpty()) {
            return new Place(Optional.empty(), Optional.empty());
        }
        TrackingEvent last = seen.get(seen.size() - 1);
        String first = seen.get(0).site().orElseThrow();
        List<String> route = routes.of(tx, parcel, first);
        int at = route.indexOf(last.site().orElseThrow());
        return new Place(
                last.site().filter(site -> last.kind() != EventKind.DEPARTED),
                at < 0 || at + 1 >= route.size() ? Optional.empty() : Optional.of(route.get(at + 1)));
    }
}
