package io.tagline.hub.customer;

import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** Customers by id, for staff; they come in with their orders. Safe for any thread. */
public final class Customers {
    private final Transactions transactions;

    public Customers(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The customer of this id. */
    public Optional<CustomerView> byId(CustomerId id) {
        return transactions.read(tx -> CustomersTable.find(tx, id));
    }

    /** As above, in the caller's transaction. */
    public static Optional<CustomerView> byId(Tx tx, CustomerId id) {
        return CustomersTable.find(tx, id);
    }

    /** Takes what an order says; what it does not say stays as it was. In the caller's transaction. */
    public static CustomerId put(Tx tx, String source, CustomerDetails details, Instant now) {
        Optional<CustomerId> known = CustomersTable.idOf(tx, source, details.reference());
        if (known.isPresent()) {
            CustomersTable.update(tx, known.get(), details, now);
            return known.get();
        }
        return CustomersTable.insert(tx, source, details, now);
    }
}
