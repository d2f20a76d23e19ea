package io.tagline.hub.order;

import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.timeline.TrackingLink;
import io.tagline.hub.tracking.EventKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An order with its parcels and their tracking links, as API clients and staff see it.
 *
 * @param tag names what was put and which tags were put on since, and says nothing of it: the same again has the same
 */
public record OrderView(
        String source,
        String reference,
        CustomerView customer,
        String serviceLevel,
        Optional<LocalDate> promisedDate,
        Instant updatedAt,
        String tag,
        List<ShipmentView> shipments) {
    public OrderView {
        shipments = List.copyOf(shipments);
    }

    /** A shipment of it; the city is all of the recipient's address that is shown. */
    public record ShipmentView(
            String reference, Optional<Personal> recipientName, Optional<Personal> city, List<ParcelEntry> parcels) {
        public ShipmentView {
            parcels = List.copyOf(parcels);
        }
    }

    /** A parcel of it, with the tag that it carries now. */
    public record ParcelEntry(
            String trackingNumber,
            TrackingLink link,
            EventKind status,
            Instant statusAt,
            Optional<String> epc,
            OptionalInt weightGrams) {}
}
