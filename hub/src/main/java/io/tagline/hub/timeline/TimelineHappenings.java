package io.tagline.hub.timeline;

import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down for those who act on it what became of timelines: first the events, then the statuses that they came to. */
final class TimelineHappenings {
    private TimelineHappenings() {}

    /**
     * Leaves it with the transaction.
     *
     * @param fresh events that were not there before
     * @param changed parcels whose status is another now, each with one of the events at least
     */
    static void append(Tx tx, List<TrackingEvent> fresh, Map<ParcelId, ParcelStatus> changed) {
        Map<ParcelId, TrackingEvent> causes = new LinkedHashMap<>();
        for (TrackingEvent event : fresh) {
            causes.put(event.parcel(), event);
            Happenings.append(
                    tx,
                    new Happening(
                            event.id(),
                            Kind.EVENT_RECORDED,
                            Optional.empty(),
                            Optional.of(event.parcel()),
                            "event:" + event.id(),
                            event.recordedAt()));
        }
        causes.forEach((parcel, cause) -> {
            ParcelStatus status = changed.get(parcel);
            if (status != null) {
                // an event comes in once, so it tells this change even from one back to the same status
                Happenings.append(
                        tx,
                        Happening.of(
                                Kind.STATUS_CHANGED,
                                Optional.empty(),
                                Optional.of(parcel),
                                "status:" + status.kind().code(),
                                cause.id().toString(),
                                cause.recordedAt()));
            }
        });
    }
}
