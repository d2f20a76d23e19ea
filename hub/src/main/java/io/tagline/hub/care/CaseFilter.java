package io.tagline.hub.care;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.tracking.ParcelId;
import java.util.Optional;

/**
 * Which cases to list; an empty field takes all.
 *
 * @param customer and all who turned out to be the same
 * @param onlyOpen neither resolved nor closed
 */
public record CaseFilter(
        Optional<String> owner,
        Optional<CaseKind> kind,
        Optional<CaseState> state,
        Optional<CustomerId> customer,
        Optional<ParcelId> parcel,
        boolean onlyOpen) {

    /** A customer's that are under way. */
    public static CaseFilter openOf(CustomerId customer) {
        return new CaseFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(customer), Optional.empty(), true);
    }
}
