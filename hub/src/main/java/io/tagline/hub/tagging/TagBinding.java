package io.tagline.hub.tagging;

import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;

/**
 * A tag was on a parcel.
 *
 * @param epc of the tag, upper-case hexadecimal
 * @param from when, included
 * @param to until when, not included; {@link Instant#MAX} while it is on
 */
record TagBinding(String epc, ParcelId parcel, Instant from, Instant to) {
    /** True if the tag was on the parcel at this time. */
    boolean holdsAt(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }
}
