package io.tagline.hub.crm.mapping;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.tracking.ParcelId;
import java.util.Optional;
import java.util.UUID;

/**
 * What a thing belongs to.
 *
 * @param customer the payer of the order, or whose case it is; who they turned out to be
 */
record Chain(Optional<CustomerId> customer, Optional<UUID> order, Optional<ParcelId> parcel) {
    static final Chain NONE = new Chain(Optional.empty(), Optional.empty(), Optional.empty());
}
