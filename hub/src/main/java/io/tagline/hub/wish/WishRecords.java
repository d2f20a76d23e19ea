package io.tagline.hub.wish;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.customer.PersonalRecords;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What addressees wished, which tells when nobody is at home. Of parcels to these, and of those that they ordered for somebody who is not
 * known as a customer: as shipments are shown and forgotten. Stateless.
 */
public final class WishRecords implements PersonalRecords {
    /** A wish for a parcel. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Held(String trackingNumber, String wish, Optional<LocalDate> day, Instant at) {}

    @Override
    public String name() {
        return "wishes";
    }

    @Override
    public List<Held> export(Tx tx, Set<CustomerId> customers) {
        return customers.stream()
                .flatMap(id -> DeliveryWishesTable.ofCustomer(tx, Uuids.bytes(id.value())).stream())
                .distinct()
                .map(held -> new Held(
                        held.trackingNumber(),
                        held.wish().kind().code(),
                        held.wish().day(),
                        held.wish().at()))
                .toList();
    }

    @Override
    public int erase(Tx tx, Set<CustomerId> customers, Instant now) {
        return customers.stream()
                .mapToInt(id -> DeliveryWishesTable.erase(tx, Uuids.bytes(id.value())))
                .sum();
    }
}
