package io.tagline.hub.crm.mapping;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.timeline.ParcelTimeline;
import io.tagline.hub.tracking.Corrections;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Events on timelines, as they are told. */
final class EventFactsTable {
    private EventFactsTable() {}

    /**
     * An event.
     *
     * @param late true if a tag was read when the parcel had long been delivered: no part of its timeline
     */
    record Told(
            UUID id,
            EventKind kind,
            Instant occurredAt,
            Instant recordedAt,
            Optional<String> site,
            Optional<String> place,
            boolean scanned,
            boolean late) {}

    static Optional<Told> find(Tx tx, ParcelId parcel, UUID id) {
        return tx.sql(
                        """
                        SELECT e.kind, e.occurred_at, e.recorded_at, e.site, e.place, e.portal, p.delivered_at
                        FROM tracking_events e JOIN parcels p ON p.id = e.parcel WHERE e.parcel = ? AND e.id = ?
                        """)
                .params(Uuids.bytes(parcel.value()), Uuids.bytes(id))
                .query((row, n) -> {
                    long delivered = row.getLong("delivered_at");
                    boolean ended = !row.wasNull();
                    long occurred = row.getLong("occurred_at");
                    boolean scanned = row.getString("portal") != null;
                    return new Told(
                            id,
                            EventKind.ofCode(row.getString("kind")).orElse(EventKind.UNKNOWN),
                            Instant.ofEpochMilli(occurred),
                            Instant.ofEpochMilli(row.getLong("recorded_at")),
                            Optional.ofNullable(row.getString("site")),
                            Optional.ofNullable(row.getString("place")),
                            scanned,
                            scanned && ended && occurred >= delivered + ParcelTimeline.AFTER_DELIVERY.toMillis());
                })
                .optional();
    }

    /** Whether a correction has undone it. */
    static boolean isUndone(Tx tx, ParcelId parcel, UUID id) {
        Map<UUID, UUID> corrections = new HashMap<>();
        tx.sql("SELECT id, corrects FROM tracking_events WHERE parcel = ? AND corrects IS NOT NULL")
                .param(Uuids.bytes(parcel.value()))
                .query((row, n) -> corrections.put(Uuids.of(row.getBytes(1)), Uuids.of(row.getBytes(2))))
                .list();
        return !corrections.isEmpty() && Corrections.undone(corrections).contains(id);
    }

    /** The parcel of an event of one of these customers' parcels: slow, for what waited longer than happenings are kept. */
    static Optional<ParcelId> parcelOf(Tx tx, Collection<CustomerId> customers, UUID id) {
        return tx
                .sql(
                        """
                        SELECT e.parcel FROM orders o JOIN parcels p ON p.order_id = o.id
                        JOIN tracking_events e ON e.parcel = p.id AND e.id = :id
                        WHERE o.customer IN (:customers)
                        """)
                .param("id", Uuids.bytes(id))
                .param(
                        "customers",
                        customers.stream()
                                .map(customer -> Uuids.bytes(customer.value()))
                                .toList())
                .query((row, n) -> new ParcelId(Uuids.of(row.getBytes(1))))
                .list()
                .stream()
                .findFirst();
    }

    /** Those of an order, in the order in which they happened. */
    static List<UUID> ofOrder(Tx tx, UUID order, Collection<EventKind> kinds, int most) {
        return tx.sql(
                        """
                        SELECT e.id FROM tracking_events e JOIN parcels p ON p.id = e.parcel
                        WHERE p.order_id = :order AND e.kind IN (:kinds) ORDER BY e.occurred_at, e.id LIMIT :most
                        """)
                .param("order", Uuids.bytes(order))
                .param("kinds", kinds.stream().map(EventKind::code).toList())
                .param("most", most)
                .query((row, n) -> Uuids.of(row.getBytes(1)))
                .list();
    }

    /** The event of an order that was recorded first of those at these sites; empty if it has been at none. */
    static Optional<UUID> firstAt(Tx tx, UUID order, Collection<String> sites) {
        return tx.sql(
                        """
                        SELECT e.id FROM tracking_events e JOIN parcels p ON p.id = e.parcel
                        WHERE p.order_id = :order AND e.site IN (:sites) ORDER BY e.recorded_at, e.id LIMIT 1
                        """)
                .param("order", Uuids.bytes(order))
                .param("sites", new ArrayList<>(sites))
                .query((row, n) -> Uuids.of(row.getBytes(1)))
                .optional();
    }

    /** Whether one of the orders of these has been at one of these sites. */
    static boolean wasAt(Tx tx, Collection<CustomerId> customers, Collection<String> sites) {
        return tx.sql(
                                """
                        SELECT CASE WHEN EXISTS (
                          SELECT 1 FROM orders o JOIN parcels p ON p.order_id = o.id JOIN tracking_events e ON e.parcel = p.id
                          WHERE o.customer IN (:customers) AND e.site IN (:sites)) THEN 1 ELSE 0 END
                        """)
                        .param(
                                "customers",
                                customers.stream()
                                        .map(customer -> Uuids.bytes(customer.value()))
                                        .toList())
                        .param("sites", new ArrayList<>(sites))
                        .query(Integer.class)
                        .single()
                == 1;
    }
}
