package io.tagline.hub.care;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who has a number or an address, and what of theirs is on its way. */
final class CallersTable {
    /** A shop has thousands of orders; its newest are what it calls about. */
    private static final int NEWEST_ORDERS = 100;

    private CallersTable() {}

    static List<CustomerId> withNumber(Tx tx, Set<String> spellings, int most) {
        List<CustomerId> found = new ArrayList<>();
        tx.forEach(
                "SELECT id FROM customers WHERE phone IN ",
                spellings,
                row -> found.add(new CustomerId(Uuids.of(row.getBytes(1)))));
        return found.subList(0, Math.min(most, found.size()));
    }

    /** The one customer who has this address; empty if nobody has it, or several. */
    static Optional<CustomerId> withAddress(Tx tx, String email) {
        List<CustomerId> found = tx.sql("SELECT id FROM customers WHERE email = ? LIMIT 2")
                .param(email)
                .query((row, n) -> new CustomerId(Uuids.of(row.getBytes(1))))
                .list();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    static List<Caller.LiveParcel> underWay(Tx tx, CustomerId customer, int most) {
        return tx.sql(
                        """
                        SELECT p.tracking_number, p.status, p.status_at, p.promised_by
                        FROM (SELECT id, updated_at FROM orders WHERE customer = ? ORDER BY updated_at DESC LIMIT ?) o
                          JOIN parcels p ON p.order_id = o.id
                        WHERE p.retired_at IS NULL AND p.delivered_at IS NULL
                        ORDER BY p.status_at DESC LIMIT ?
                        """)
                .params(Uuids.bytes(customer.value()), NEWEST_ORDERS, most)
                .query((row, n) -> new Caller.LiveParcel(
                        row.getString(1),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        Optional.ofNullable(row.getString(4)).map(LocalDate::parse)))
                .list();
    }
}
