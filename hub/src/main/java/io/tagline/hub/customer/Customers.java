package io.tagline.hub.customer;

import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
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
        if (known.isEmpty()) {
            CustomerId id = CustomersTable.insert(tx, source, details, now);
            changed(tx, id, now);
            return id;
        }
        CustomerId id = known.get();
        Optional<CustomerView> before = CustomersTable.find(tx, id);
        CustomersTable.update(tx, id, details, now);
        if (!before.equals(CustomersTable.find(tx, id))) {
            changed(tx, id, now);
        }
        return id;
    }

    /** Told to those who act on it; the change is made once, in this transaction, so any new word tells it from others. */
    private static void changed(Tx tx, CustomerId id, Instant now) {
        Happenings.append(
                tx,
                Happening.of(
                        Kind.CUSTOMER_CHANGED,
                        Optional.of(id),
                        Optional.empty(),
                        "customer:" + id,
                        TimeOrderedIds.next(now).toString(),
                        now));
    }
}
