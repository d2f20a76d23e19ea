package io.tagline.hub.care;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What of a caller's is on its way. */
final class CallersTable {
    /** A shop has thousands of orders; its newest are what it calls about. */
    private static final int NEWEST_ORDERS = 100;

    private CallersTable() {}

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
