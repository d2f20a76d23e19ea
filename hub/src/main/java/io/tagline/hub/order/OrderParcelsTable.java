package io.tagline.hub.order;

import io.tagline.hub.order.OrderDocument.Parcel;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.timeline.TrackingLink;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The part of a parcel's row that its order decides. */
final class OrderParcelsTable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private OrderParcelsTable() {}

    /** A parcel of an order as it is kept. */
    record ParcelRow(
            ParcelId id,
            UUID shipment,
            String trackingNumber,
            TrackingLink link,
            OptionalInt weightGrams,
            EventKind status,
            Instant statusAt,
            boolean delivered,
            boolean retired) {}

    /** A tracking number in use. */
    record NumberInUse(
            String trackingNumber,
            ParcelId parcel,
            OrderId order,
            String source,
            String reference,
            Instant deliveredAt) {}

    /** The parcels of an order in their order, with those that it has dropped. */
    static List<ParcelRow> of(Tx tx, OrderId order) {
        return tx.sql(
                        """
                        SELECT id, shipment, tracking_number, link, weight_grams, status, status_at, delivered_at, retired_at
                        FROM parcels WHERE order_id = ? ORDER BY position, id
                        """)
                .param(Uuids.bytes(order.value()))
                .query((row, n) -> parcel(row))
                .list();
    }

    private static ParcelRow parcel(ResultSet row) throws SQLException {
        int weight = row.getInt("weight_grams");
        OptionalInt grams = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(weight);
        return new ParcelRow(
                new ParcelId(Uuids.of(row.getBytes("id"))),
                Uuids.of(row.getBytes("shipment")),
                row.getString("tracking_number"),
                new TrackingLink(row.getString("link")),
                grams,
                EventKind.ofCode(row.getString("status")).orElse(EventKind.UNKNOWN),
                Instant.ofEpochMilli(row.getLong("status_at")),
                row.getObject("delivered_at") != null,
                row.getObject("retired_at") != null);
    }

    /** Who uses these numbers now; the delivery time is {@link Instant#MAX} where there was none. */
    static List<NumberInUse> inUse(Tx tx, Collection<String> trackingNumbers) {
        List<NumberInUse> found = new ArrayList<>();
        tx.forEach(
                """
                SELECT p.tracking_number, p.id, p.order_id, o.source, o.reference, p.delivered_at
                FROM parcels p JOIN orders o ON o.id = p.order_id
                WHERE p.retired_at IS NULL AND p.tracking_number IN
                """,
                trackingNumbers,
                row -> {
                    long deliveredMs = row.getLong(6);
                    Instant deliveredAt = row.wasNull() ? Instant.MAX : Instant.ofEpochMilli(deliveredMs);
                    found.add(new NumberInUse(
                            row.getString(1),
                            new ParcelId(Uuids.of(row.getBytes(2))),
                            new OrderId(Uuids.of(row.getBytes(3))),
                            row.getString(4),
                            row.getString(5),
                            deliveredAt));
                });
        return found;
    }

    static ParcelId insert(Tx tx, OrderId order, UUID shipment, int position, Parcel parcel, Instant now) {
        ParcelId id = new ParcelId(TimeOrderedIds.next(now));
        tx.execute(
                """
                INSERT INTO parcels (id, order_id, shipment, position, tracking_number, link, weight_grams, status,
                  status_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                Uuids.bytes(id.value()),
                Uuids.bytes(order.value()),
                Uuids.bytes(shipment),
                position,
                parcel.trackingNumber(),
                TrackingLink.random(RANDOM).token(),
                weight(parcel),
                EventKind.REGISTERED.code(),
                now.toEpochMilli());
        return id;
    }

    /** Also takes a parcel back that the order had dropped. */
    static void update(Tx tx, ParcelId id, UUID shipment, int position, Parcel parcel) {
        tx.execute(
                "UPDATE parcels SET shipment = ?, position = ?, weight_grams = ?, retired_at = NULL WHERE id = ?",
                Uuids.bytes(shipment),
                position,
                weight(parcel),
                Uuids.bytes(id.value()));
    }

    private static @Nullable Integer weight(Parcel parcel) {
        return parcel.weightGrams().isPresent() ? parcel.weightGrams().getAsInt() : null;
    }

    static void retire(Tx tx, ParcelId id, Instant now) {
        tx.execute(
                "UPDATE parcels SET retired_at = ? WHERE id = ? AND retired_at IS NULL",
                now.toEpochMilli(),
                Uuids.bytes(id.value()));
    }
}
