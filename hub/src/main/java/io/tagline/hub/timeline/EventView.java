package io.tagline.hub.timeline;

import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.TrackingEvent.Report;
import io.tagline.wire.ClockQuality;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * One line of a parcel's timeline.
 *
 * @param text for the customer, e.g. {@code Arrived at Ottawa}
 * @param occurredAt when it happened to the parcel
 * @param recordedAt when the hub learned it
 * @param place the customer's word for where
 * @param confidence of the passage decision, 0 to 1; empty for events that no portal saw
 * @param estimated true if the gateway's clock gave a time that can not be, and {@code occurredAt} is the nearest that can
 * @param clock of the gateway that stamped it; empty for events that no portal saw
 * @param undone true if a correction has undone it
 * @param report who said so; empty for events that a portal saw
 */
public record EventView(
        UUID id,
        EventKind kind,
        String text,
        Instant occurredAt,
        boolean estimated,
        Instant recordedAt,
        Optional<String> site,
        Optional<String> place,
        Optional<String> portal,
        Optional<String> upuCode,
        Optional<String> bizStep,
        OptionalDouble confidence,
        Optional<ClockQuality> clock,
        boolean undone,
        Optional<Report> report) {

    /** True if it is a line of the customer's timeline: neither for staff only nor undone. */
    public boolean isForCustomers() {
        return !undone && kind.isForCustomers();
    }
}
