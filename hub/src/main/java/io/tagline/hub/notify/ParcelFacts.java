package io.tagline.hub.notify;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What decides who is told of a parcel.
 *
 * @param source whose order it is in
 * @param people who pays, and who gets it, as far as they are known as customers
 * @param email of who gets it, as the order has it, where that is no customer
 */
record ParcelFacts(
        ParcelId id,
        String source,
        String service,
        EventKind status,
        Instant statusAt,
        Set<CustomerId> people,
        Optional<String> email) {

    ParcelFacts {
        people = Set.copyOf(people);
    }
}
