package io.tagline.hub.web;

import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.order.OrderView;
import java.util.List;
import java.util.Optional;

/** An order as the desk shows it, its customer with what the rep may see. */
record DeskOrder(
        String source,
        String reference,
        String customerId,
        String customerReference,
        Optional<String> name,
        Optional<String> email,
        Optional<String> phone,
        Optional<String> segment,
        String service,
        Optional<String> promised,
        List<Parcel> parcels) {

    /** A parcel of it. */
    record Parcel(String number, String statusCode, Times.Local at) {}

    /** @param customer with what may be seen of them */
    static DeskOrder of(OrderView order, CustomerView customer, Times times) {
        return new DeskOrder(
                order.source(),
                order.reference(),
                customer.id().toString(),
                customer.reference(),
                customer.name().map(Personal::value),
                customer.email().map(Personal::value),
                customer.phone().map(Personal::value),
                customer.segment(),
                order.serviceLevel(),
                order.promisedDate().map(times::day),
                order.shipments().stream()
                        .flatMap(shipment -> shipment.parcels().stream())
                        .map(parcel -> new Parcel(
                                parcel.trackingNumber(),
                                parcel.status().code(),
                                times.at(parcel.statusAt(), Optional.empty())))
                        .toList());
    }
}
