package io.tagline.hub.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.customer.CustomerDetails;
import io.tagline.hub.customer.Personal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** An order as another system puts it, checked: what {@link OrderReader} makes of a request body. */
public record OrderDocument(
        CustomerDetails customer, String serviceLevel, Optional<LocalDate> promisedDate, List<Shipment> shipments) {
    public OrderDocument {
        shipments = List.copyOf(shipments);
    }

    /** Parcels that go to one recipient; the reference is unique within the order. */
    public record Shipment(String reference, Optional<Recipient> recipient, List<Parcel> parcels) {
        public Shipment {
            parcels = List.copyOf(parcels);
        }
    }

    /**
     * Who it goes to; the country is an ISO 3166-1 alpha-2 code.
     *
     * @param reference the person's, in the order's source; left out of fingerprints where there is none, as it was before there were any
     */
    public record Recipient(
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> reference,
            Optional<Personal> name,
            Optional<Personal> email,
            Optional<Personal> phone,
            Optional<Personal> city,
            Optional<Personal> postalCode,
            Optional<String> country) {}

    /** One parcel: its tracking number in normal form, its tag's EPC in upper-case hexadecimal. */
    public record Parcel(String trackingNumber, Optional<String> epc, OptionalInt weightGrams) {}
}
