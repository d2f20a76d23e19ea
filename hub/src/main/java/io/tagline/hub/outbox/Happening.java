package io.tagline.hub.outbox;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Something that others act on once it is committed. It says what to look at, not what is there: whoever acts looks again.
 *
 * @param id made from the change, so that a repeat is known by it
 * @param customer whom it is about, where who wrote it down knew
 * @param parcel which parcel it is about
 * @param subject {@code kind:id}, e.g. {@code event:018f…}, {@code order:shop/A-1}; never a name or an address
 * @param at when the hub learned it, to the millisecond
 */
public record Happening(
        UUID id, Kind kind, Optional<CustomerId> customer, Optional<ParcelId> parcel, String subject, Instant at) {
    public Happening {
        if (subject.indexOf(':') < 1) {
            throw new IllegalArgumentException("subject \"" + subject + "\": expected kind:id");
        }
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * A happening with the id that its change comes to.
     *
     * @param change what tells this change from every other of the subject: a version, or the id of what was added
     */
    public static Happening of(
            Kind kind,
            Optional<CustomerId> customer,
            Optional<ParcelId> parcel,
            String subject,
            String change,
            Instant at) {
        return new Happening(TimeOrderedIds.of(at, kind.code(), subject, change), kind, customer, parcel, subject, at);
    }
}
