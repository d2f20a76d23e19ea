package io.tagline.hub.timeline;

import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A parcel as its page and the API show it; holds no name and no address.
 *
 * @param statusText for the customer
 * @param statusAt when the event happened that the status comes from
 * @param promise the last of the days that the customer was promised
 * @param promisedFrom the first of them, where it is another
 * @param exceptions what is wrong with it now, derived: missing, at a wrong site, too long at one, late
 * @param orderSource system that the order came from
 * @param events earliest first
 */
public record ParcelView(
        ParcelId id,
        String trackingNumber,
        TrackingLink link,
        EventKind status,
        String statusText,
        Instant statusAt,
        Optional<LocalDate> promise,
        Optional<LocalDate> promisedFrom,
        List<EventKind> exceptions,
        String orderSource,
        String orderReference,
        String serviceLevel,
        List<EventView> events) {
    public ParcelView {
        exceptions = List.copyOf(exceptions);
        events = List.copyOf(events);
    }
}
