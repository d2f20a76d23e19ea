package io.tagline.hub.timeline;

import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.TrackingEvent;
import java.time.Instant;
import java.util.UUID;

/** As much of a tracking event as decides a status; what corrections name is looked up where there are any. */
record Milestone(UUID id, EventKind kind, Instant occurredAt) {
    static Milestone of(TrackingEvent event) {
        return new Milestone(event.id(), event.kind(), event.occurredAt());
    }
}
