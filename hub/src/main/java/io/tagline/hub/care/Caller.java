package io.tagline.hub.care;

import io.tagline.hub.customer.CustomerView;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a rep needs to see before saying hello: who calls, their open cases and what is on its way. */
public record Caller(CustomerView customer, List<Case> openCases, List<LiveParcel> parcels) {

    /** A parcel on its way. */
    public record LiveParcel(String trackingNumber, String status, Instant statusAt, Optional<LocalDate> promisedBy) {}
}
