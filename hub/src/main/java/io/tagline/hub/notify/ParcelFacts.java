package io.tagline.hub.notify;

import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.util.Set;

/**
 * What decides who is told of a parcel.
 *
 * @param source whose order it is in
 * @param emails that the order names: of who pays, and of who gets it; as they were written
 */
record ParcelFacts(ParcelId id, String source, String service, EventKind status, Instant statusAt, Set<String> emails) {

    ParcelFacts {
        emails = Set.copyOf(emails);
    }
}
