package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.order.OrderView;
import io.tagline.hub.timeline.TrackingLink;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

/** An order in the API. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record OrderJson(
        String source,
        String reference,
        CustomerJson customer,
        String serviceLevel,
        Optional<LocalDate> promisedDate,
        Instant updatedAt,
        List<ShipmentJson> shipments) {

    /** Who ordered. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record CustomerJson(
            UUID id,
            String source,
            String reference,
            Optional<Personal> name,
            Optional<Personal> email,
            Optional<Personal> phone,
            Optional<String> segment) {

        static CustomerJson of(CustomerView customer) {
            return new CustomerJson(
                    customer.id().value(),
                    customer.source(),
                    customer.reference(),
                    customer.name(),
                    customer.email(),
                    customer.phone(),
                    customer.segment());
        }
    }

    /** Parcels that go to one recipient. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ShipmentJson(
            String reference,
            Optional<Personal> recipientName,
            Optional<Personal> city,
            List<ParcelEntryJson> parcels) {}

    /** A parcel and where to follow it. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ParcelEntryJson(
            String trackingNumber,
            String trackingUrl,
            String status,
            Instant statusAt,
            Optional<String> epc,
            OptionalInt weightGrams) {}

    static OrderJson of(OrderView order, Function<TrackingLink, String> url, Discretion discretion) {
        return new OrderJson(
                order.source(),
                order.reference(),
                CustomerJson.of(discretion.customer(order.customer())),
                order.serviceLevel(),
                order.promisedDate(),
                order.updatedAt(),
                order.shipments().stream()
                        .map(shipment -> new ShipmentJson(
                                shipment.reference(),
                                discretion.shown("customer.name", shipment.recipientName()),
                                discretion.shown("customer.address", shipment.city()),
                                shipment.parcels().stream()
                                        .map(parcel -> parcelOf(parcel, url))
                                        .toList()))
                        .toList());
    }

    private static ParcelEntryJson parcelOf(OrderView.ParcelEntry parcel, Function<TrackingLink, String> url) {
        return new ParcelEntryJson(
                parcel.trackingNumber(),
                url.apply(parcel.link()),
                parcel.status().code(),
                parcel.statusAt(),
                parcel.epc(),
                parcel.weightGrams());
    }
}
