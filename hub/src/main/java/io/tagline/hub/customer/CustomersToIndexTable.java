package io.tagline.hub.customer;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.util.List;

/** Customers of an older hub that are not found by all of their words yet. */
final class CustomersToIndexTable {
    private CustomersToIndexTable() {}

    static List<CustomerId> next(Tx tx, int most) {
        return tx.sql("SELECT customer FROM customers_to_index ORDER BY customer LIMIT ?")
                .param(most)
                .query((row, n) -> new CustomerId(Uuids.of(row.getBytes(1))))
                .list();
    }

    static void done(Tx tx, CustomerId customer) {
        tx.execute("DELETE FROM customers_to_index WHERE customer = ?", Uuids.bytes(customer.value()));
    }
}
