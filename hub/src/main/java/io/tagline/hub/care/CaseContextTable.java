package io.tagline.hub.care;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import java.util.Optional;

/** What a case is about, as the rules need it. */
final class CaseContextTable {
    /** Of a parcel, its order and who ordered. */
    record Context(Optional<CustomerId> customer, Optional<String> service, Optional<String> segment) {
        /** With the same rules, but somebody else's, or nobody's. */
        Context of(Optional<CustomerId> whose) {
            return new Context(whose, service, segment);
        }
    }

    private CaseContextTable() {}

    static Context of(Tx tx, Optional<ParcelId> parcel, Optional<CustomerId> customer) {
        Optional<Context> ordered = parcel.flatMap(id -> tx.sql(
                        """
                        SELECT o.customer, o.service_level, c.segment
                        FROM parcels p JOIN orders o ON o.id = p.order_id JOIN customers c ON c.id = o.customer WHERE p.id = ?
                        """)
                .param(Uuids.bytes(id.value()))
                .query((row, n) -> new Context(
                        Optional.of(new CustomerId(Uuids.of(row.getBytes(1)))),
                        Optional.of(row.getString(2)),
                        Optional.ofNullable(row.getString(3))))
                .optional());
        if (customer.isEmpty() || customer.equals(ordered.flatMap(Context::customer))) {
            return ordered.orElse(new Context(customer, Optional.empty(), Optional.empty()));
        }
        // somebody else than who ordered: the recipient, say
        return new Context(customer, ordered.flatMap(Context::service), segment(tx, customer.get()));
    }

    private static Optional<String> segment(Tx tx, CustomerId customer) {
        Optional<Optional<String>> found = tx.sql("SELECT segment FROM customers WHERE id = ?")
                .param(Uuids.bytes(customer.value()))
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .optional();
        return found.orElseThrow(() -> new CareRefusedException(
                CareRefusedException.Reason.WRONG,
                "customer",
                "customer \"" + customer + "\": expected the id of a customer"));
    }
}
