package io.tagline.hub.order;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.order.OrderRecords.Held;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What shipments say of persons. */
final class PersonsTable {
    /** What nobody can be found by. */
    private static final int AREA_CHARACTERS = 3;

    private static final String SELECT =
            """
            SELECT s.id, o.source, o.reference, o.updated_at, s.reference AS shipment, s.recipient_name, s.recipient_email,
              s.recipient_phone, s.city, s.postal_code, s.country
            FROM shipments s JOIN orders o ON o.id = s.order_id WHERE
            """;

    private PersonsTable() {}

    static List<Held> held(Tx tx, Set<CustomerId> customers) {
        List<Held> held = new ArrayList<>();
        List<byte[]> ids = bytes(customers);
        tx.forEach(SELECT + " o.customer IN", ids, row -> held.add(held(tx, "payer", row)));
        tx.forEach(SELECT + " s.recipient IN", ids, row -> held.add(held(tx, "recipient", row)));
        return held;
    }

    private static Held held(Tx tx, String as, ResultSet row) throws SQLException {
        return new Held(
                as,
                row.getString("source"),
                row.getString("reference"),
                Instant.ofEpochMilli(row.getLong("updated_at")),
                row.getString("shipment"),
                personal(row, "recipient_name"),
                personal(row, "recipient_email"),
                personal(row, "recipient_phone"),
                personal(row, "city"),
                personal(row, "postal_code"),
                Optional.ofNullable(row.getString("country")),
                trackingNumbers(tx, row.getBytes("id")));
    }

    private static List<String> trackingNumbers(Tx tx, byte[] shipment) {
        return tx.sql("SELECT tracking_number FROM parcels WHERE shipment = ? ORDER BY position, id")
                .param(shipment)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /**
     * Of shipments to these, and of those that they ordered for somebody who is not known as a customer: themselves, mostly. The area
     * of the postal code stays, since promises for parcels under way rest on it.
     */
    static int erase(Tx tx, Set<CustomerId> customers) {
        int erased = 0;
        for (byte[] id : bytes(customers)) {
            // what was put said who it was; the order no longer is what was put
            tx.execute(
                    """
                    UPDATE orders SET fingerprint = ?
                    WHERE customer = ? OR id IN (SELECT order_id FROM shipments WHERE recipient = ?)
                    """,
                    Fingerprint.none().bytes(),
                    id,
                    id);
            erased += tx.execute(
                    """
                    UPDATE shipments SET recipient_name = NULL, recipient_email = NULL, recipient_phone = NULL, city = NULL,
                      postal_code = substr(postal_code, 1, CAST(? AS INTEGER))
                    WHERE recipient = ? OR recipient IS NULL AND order_id IN (SELECT id FROM orders WHERE customer = ?)
                    """,
                    AREA_CHARACTERS,
                    id,
                    id);
        }
        return erased;
    }

    private static List<byte[]> bytes(Set<CustomerId> customers) {
        return customers.stream().map(id -> Uuids.bytes(id.value())).toList();
    }

    private static Optional<Personal> personal(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(Personal::new);
    }
}
