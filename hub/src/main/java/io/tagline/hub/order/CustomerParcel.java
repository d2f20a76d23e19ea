package io.tagline.hub.order;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.timeline.TrackingLink;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A parcel of a customer, as lists show it.
 *
 * @param promisedFrom the first of the promised days
 * @param promisedBy the last of them
 * @param customer whose it is of those asked for: who ordered it, else who gets it
 * @param ordered true if the customer ordered it, false if it only goes to them
 */
public record CustomerParcel(
        ParcelId id,
        String trackingNumber,
        TrackingLink link,
        EventKind status,
        Instant statusAt,
        Optional<LocalDate> promisedFrom,
        Optional<LocalDate> promisedBy,
        String source,
        String reference,
        String serviceLevel,
        CustomerId customer,
        boolean ordered) {}
