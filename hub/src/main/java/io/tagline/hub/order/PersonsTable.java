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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

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
        List<Shipment> found = new ArrayList<>();
        List<byte[]> ids = bytes(customers);
        tx.forEach(SELECT + " o.customer IN", ids, row -> found.add(shipment("payer", row)));
        tx.forEach(SELECT + " s.recipient IN", ids, row -> found.add(shipment("recipient", row)));
        Map<UUID, List<String>> numbers = trackingNumbers(tx, found);
        return found.stream()
                .map(shipment -> shipment.held().with(numbers.getOrDefault(shipment.id(), List.of())))
                .toList();
    }

    private record Shipment(UUID id, Held held) {}

    private record Numbered(int position, String number) {}

    private static Shipment shipment(String as, ResultSet row) throws SQLException {
        return new Shipment(
                Uuids.of(row.getBytes("id")),
                new Held(
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
                        List.of()));
    }

    /** Of all at once: one by one, those of 7,000 shipments were most of the time of an export. */
    private static Map<UUID, List<String>> trackingNumbers(Tx tx, List<Shipment> shipments) {
        Set<UUID> ids = shipments.stream().map(Shipment::id).collect(Collectors.toCollection(LinkedHashSet::new));
        Map<UUID, List<Numbered>> places = new HashMap<>();
        tx.forEach(
                "SELECT shipment, position, tracking_number FROM parcels WHERE shipment IN ",
                ids.stream().map(Uuids::bytes).toList(),
                row -> places.computeIfAbsent(Uuids.of(row.getBytes(1)), id -> new ArrayList<>())
                        .add(new Numbered(row.getInt(2), row.getString(3))));
        Map<UUID, List<String>> numbers = new HashMap<>();
        places.forEach((shipment, parcels) -> numbers.put(
                shipment,
                parcels.stream()
                        .sorted(Comparator.comparing(Numbered::position).thenComparing(Numbered::number))
                        .map(Numbered::number)
                        .toList()));
        return numbers;
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
