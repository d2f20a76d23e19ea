package io.tagline.hub.care;

import io.tagline.hub.customer.Customers;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.util.List;

/** A customer and all who turned out to be the same: what is theirs is one's. */
final class Family {
    private Family() {}

    /** Their ids as the store has them, the customer's own first; of more than 512 the first. */
    static List<byte[]> keys(Tx tx, CustomerId customer) {
        List<byte[]> keys = Customers.family(tx, customer).stream()
                .limit(Tx.MOST_KEYS)
                .map(id -> Uuids.bytes(id.value()))
                .toList();
        // nobody of that id: nothing is found by it
        return keys.isEmpty() ? List.of(Uuids.bytes(customer.value())) : keys;
    }

    /** A place for each key of an IN. */
    static String places(List<byte[]> keys) {
        return "(?" + ", ?".repeat(keys.size() - 1) + ")";
    }
}
