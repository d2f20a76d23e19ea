package io.tagline.hub.order;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.order.OrderDocument.Recipient;
import io.tagline.hub.order.OrderDocument.Shipment;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Orders and their shipments. */
final class OrdersTable {
    private static final String SELECT =
            """
            SELECT id, source, reference, customer, service_level, put_service_level, promised_date, fingerprint, updated_at
            FROM orders
            """;

    private static final RowMapper<OrderRow> TO_ORDER = (row, n) -> new OrderRow(
            new OrderId(Uuids.of(row.getBytes("id"))),
            row.getString("source"),
            row.getString("reference"),
            new CustomerId(Uuids.of(row.getBytes("customer"))),
            row.getString("service_level"),
            Optional.ofNullable(row.getString("put_service_level")).orElse(row.getString("service_level")),
            Optional.ofNullable(row.getString("promised_date")).map(LocalDate::parse),
            Fingerprint.kept(row.getBytes("fingerprint")),
            Instant.ofEpochMilli(row.getLong("updated_at")));

    private OrdersTable() {}

    /**
     * An order as it is kept.
     *
     * @param putServiceLevel as it was put last: another than what stands where that was agreed on elsewhere since
     */
    record OrderRow(
            OrderId id,
            String source,
            String reference,
            CustomerId customer,
            String serviceLevel,
            String putServiceLevel,
            Optional<LocalDate> promisedDate,
            Fingerprint fingerprint,
            Instant updatedAt) {}

    /** A shipment as it is kept, without what nobody is shown. */
    record ShipmentRow(UUID id, String reference, Optional<Personal> recipientName, Optional<Personal> city) {}

    /** A shipment with the customer who gets it; once that one was erased, nothing that tells who it is is written. */
    record Addressed(Shipment shipment, Optional<CustomerId> to, boolean erased) {}

    static Optional<OrderRow> find(Tx tx, String source, String reference) {
        return tx.sql(SELECT + "WHERE source = ? AND reference = ?")
                .params(source, reference)
                .query(TO_ORDER)
                .optional();
    }

    static Optional<OrderRow> find(Tx tx, OrderId id) {
        return tx.sql(SELECT + "WHERE id = ?")
                .param(Uuids.bytes(id.value()))
                .query(TO_ORDER)
                .optional();
    }

    /** The order as it stands, which nobody else changes until the transaction ends. */
    static Optional<OrderRow> own(Tx tx, String source, String reference) {
        Optional<OrderRow> known = find(tx, source, reference);
        known.ifPresent(order -> own(tx, order.id()));
        return known.flatMap(order -> find(tx, order.id()));
    }

    static void own(Tx tx, OrderId id) {
        tx.forEachForUpdate("SELECT id FROM orders WHERE id IN", List.of(Uuids.bytes(id.value())), "id", row -> {});
    }

    /** Of these, who are one. */
    static List<OrderRow> ofCustomers(Tx tx, Collection<CustomerId> customers, int most) {
        return tx.sql(SELECT + "WHERE customer IN (:customers) ORDER BY updated_at DESC LIMIT :most")
                .param(
                        "customers",
                        customers.stream().map(id -> Uuids.bytes(id.value())).toList())
                .param("most", most)
                .query(TO_ORDER)
                .list();
    }

    static List<OrderRow> byReference(Tx tx, String reference, int most) {
        return tx.sql(
                        SELECT
                                + """
                        WHERE reference = ? OR customer IN (SELECT c.id FROM customers c WHERE c.reference = ?)
                        ORDER BY updated_at DESC LIMIT ?
                        """)
                .params(reference, reference, most)
                .query(TO_ORDER)
                .list();
    }

    static List<OrderRow> recent(Tx tx, int most) {
        return tx.sql(SELECT + "ORDER BY updated_at DESC LIMIT ?")
                .param(most)
                .query(TO_ORDER)
                .list();
    }

    /** To whom shipments of an order go, as far as they are known as customers. */
    static List<CustomerId> recipients(Tx tx, String source, String reference) {
        return tx.sql(
                        """
                        SELECT DISTINCT s.recipient FROM orders o JOIN shipments s ON s.order_id = o.id
                        WHERE o.source = ? AND o.reference = ? AND s.recipient IS NOT NULL
                        """)
                .params(source, reference)
                .query((row, n) -> new CustomerId(Uuids.of(row.getBytes("recipient"))))
                .list();
    }

    static void insert(Tx tx, OrderRow order) {
        tx.execute(
                """
                INSERT INTO orders (id, source, reference, customer, service_level, put_service_level, promised_date, fingerprint,
                  updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                Uuids.bytes(order.id().value()),
                order.source(),
                order.reference(),
                Uuids.bytes(order.customer().value()),
                order.serviceLevel(),
                putOtherwise(order),
                date(order),
                order.fingerprint().bytes(),
                order.updatedAt().toEpochMilli());
    }

    static void update(Tx tx, OrderRow order) {
        tx.execute(
                """
                UPDATE orders SET customer = ?, service_level = ?, put_service_level = ?, promised_date = ?, fingerprint = ?,
                  updated_at = ?
                WHERE id = ?
                """,
                Uuids.bytes(order.customer().value()),
                order.serviceLevel(),
                putOtherwise(order),
                date(order),
                order.fingerprint().bytes(),
                order.updatedAt().toEpochMilli(),
                Uuids.bytes(order.id().value()));
    }

    /** Gives the orders of these parcels another tag: who looked at one before has not seen what it is now. */
    static void renew(Tx tx, Collection<ParcelId> parcels) {
        Set<OrderId> orders = new LinkedHashSet<>();
        tx.forEach(
                "SELECT order_id FROM parcels WHERE id IN ",
                parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList(),
                row -> orders.add(new OrderId(Uuids.of(row.getBytes(1)))));
        orders.forEach(order -> tx.execute(
                "UPDATE orders SET fingerprint = ? WHERE id = ?",
                Fingerprint.none().bytes(),
                Uuids.bytes(order.value())));
    }

    private static @Nullable String putOtherwise(OrderRow order) {
        return order.putServiceLevel().equals(order.serviceLevel()) ? null : order.putServiceLevel();
    }

    private static @Nullable String date(OrderRow order) {
        return order.promisedDate().map(LocalDate::toString).orElse(null);
    }

    /** The shipments of an order in their order; those that an update dropped come last. */
    static List<ShipmentRow> shipments(Tx tx, OrderId order) {
        return tx.sql(
                        "SELECT id, reference, recipient_name, city FROM shipments WHERE order_id = ? ORDER BY position, id")
                .param(Uuids.bytes(order.value()))
                .query((row, n) -> new ShipmentRow(
                        Uuids.of(row.getBytes("id")),
                        row.getString("reference"),
                        Optional.ofNullable(row.getString("recipient_name")).map(Personal::new),
                        Optional.ofNullable(row.getString("city")).map(Personal::new)))
                .list();
    }

    /** Writes the shipments of an order; gives their ids by reference. */
    static Map<String, UUID> putShipments(Tx tx, OrderId order, List<Addressed> shipments, Instant now) {
        Map<String, UUID> ids = new HashMap<>();
        shipments(tx, order).forEach(known -> ids.put(known.reference(), known.id()));
        for (int position = 0; position < shipments.size(); position++) {
            Addressed addressed = shipments.get(position);
            Shipment shipment = addressed.shipment();
            UUID id = ids.computeIfAbsent(shipment.reference(), reference -> TimeOrderedIds.next(now));
            Optional<Recipient> to = shipment.recipient().filter(recipient -> !addressed.erased());
            tx.execute(
                    """
                    INSERT INTO shipments (id, order_id, position, reference, recipient_name, recipient_email,
                      recipient_phone, city, postal_code, country, recipient)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET position = excluded.position,
                      recipient_name = excluded.recipient_name, recipient_email = excluded.recipient_email,
                      recipient_phone = excluded.recipient_phone, city = excluded.city,
                      postal_code = excluded.postal_code, country = excluded.country, recipient = excluded.recipient
                    """,
                    Uuids.bytes(id),
                    Uuids.bytes(order.value()),
                    position,
                    shipment.reference(),
                    text(to, Recipient::name),
                    text(to, Recipient::email),
                    text(to, Recipient::phone),
                    text(to, Recipient::city),
                    text(to, Recipient::postalCode),
                    shipment.recipient().flatMap(Recipient::country).orElse(null),
                    addressed.to().map(CustomerId::value).map(Uuids::bytes).orElse(null));
        }
        return ids;
    }

    private static @Nullable String text(Optional<Recipient> to, Function<Recipient, Optional<Personal>> part) {
        return to.flatMap(part).map(Personal::value).orElse(null);
    }
}
