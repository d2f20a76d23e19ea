package io.tagline.hub.notify;

import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How a parcel stands at the moment at which somebody is told of it: what is told is this, not what was so when the notice was made.
 *
 * @param link token of its page
 * @param expected the day that is promised
 * @param doubtful true if it is out for delivery by what a portal saw: it may yet be seen inside
 */
record ParcelNow(
        ParcelId id,
        String trackingNumber,
        String link,
        String service,
        EventKind status,
        Instant statusAt,
        Optional<LocalDate> expected,
        boolean doubtful) {

    /** Whether there is a day to expect it on, or to miss. */
    boolean isUnderWay() {
        return switch (status) {
            case READY_FOR_PICKUP, DELIVERED, RETURNING, RETURNED -> false;
            case REGISTERED,
                    ACCEPTED,
                    ARRIVED,
                    SORTED,
                    DEPARTED,
                    CUSTOMS,
                    CUSTOMS_HELD,
                    CUSTOMS_CLEARED,
                    HELD,
                    LOADED,
                    OUT_FOR_DELIVERY,
                    ATTEMPT_FAILED,
                    UNKNOWN,
                    MIS_SORTED,
                    DWELLING,
                    MISSING,
                    LATE,
                    CORRECTED -> true;
        };
    }
}
