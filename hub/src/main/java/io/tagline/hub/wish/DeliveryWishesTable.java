package io.tagline.hub.wish;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.wish.DeliveryWish.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** One row for a parcel that was wished something for: as many as parcels at most, and gone with them. */
final class DeliveryWishesTable {
    /** Of parcels to a customer, and of those that it ordered for nobody who is known. */
    private static final String OF_CUSTOMER =
            """
            SELECT p.id FROM parcels p JOIN shipments s ON s.id = p.shipment JOIN orders o ON o.id = s.order_id
            WHERE s.recipient = ? OR s.recipient IS NULL AND o.customer = ?
            """;

    private DeliveryWishesTable() {}

    static List<DeliveryWishes.Wished> ofCustomer(Tx tx, byte[] customer) {
        return tx.sql(
                        """
                        SELECT p.tracking_number, w.kind, w.day, w.at
                        FROM delivery_wishes w JOIN parcels p ON p.id = w.parcel WHERE w.parcel IN (%s)
                        ORDER BY w.at DESC
                        """
                                .formatted(OF_CUSTOMER))
                .params(customer, customer)
                .query((row, n) -> new DeliveryWishes.Wished(row.getString("tracking_number"), wish(row)))
                .list();
    }

    static int erase(Tx tx, byte[] customer) {
        return tx.execute(
                "DELETE FROM delivery_wishes WHERE parcel IN (%s)".formatted(OF_CUSTOMER), customer, customer);
    }

    static boolean put(Tx tx, ParcelId parcel, DeliveryWish wish) {
        return tx.execute(
                        """
                        INSERT INTO delivery_wishes (parcel, kind, day, at)
                        SELECT id, ?, ?, ? FROM parcels WHERE id = ? AND delivered_at IS NULL AND retired_at IS NULL
                        ON CONFLICT (parcel) DO UPDATE SET kind = excluded.kind, day = excluded.day, at = excluded.at
                        """,
                        wish.kind().code(),
                        wish.day().map(LocalDate::toString).orElse(null),
                        wish.at().toEpochMilli(),
                        Uuids.bytes(parcel.value()))
                > 0;
    }

    static Optional<DeliveryWish> of(Tx tx, ParcelId parcel) {
        return tx.sql("SELECT kind, day, at FROM delivery_wishes WHERE parcel = ?")
                .param(Uuids.bytes(parcel.value()))
                .query((row, n) -> wish(row))
                .optional();
    }

    static List<DeliveryWishes.Wished> open(Tx tx, int most) {
        return tx.sql(
                        """
                        SELECT p.tracking_number, w.kind, w.day, w.at
                        FROM delivery_wishes w JOIN parcels p ON p.id = w.parcel
                        WHERE p.delivered_at IS NULL AND p.retired_at IS NULL AND w.kind <> ?
                        ORDER BY w.at DESC LIMIT ?
                        """)
                .params(Kind.NONE.code(), most)
                .query((row, n) -> new DeliveryWishes.Wished(row.getString("tracking_number"), wish(row)))
                .list();
    }

    private static DeliveryWish wish(ResultSet row) throws SQLException {
        Optional<LocalDate> day = Optional.ofNullable(row.getString("day")).map(LocalDate::parse);
        // written by this hub, unless the database comes from a newer one
        Kind kind = Kind.ofCode(row.getString("kind")).orElse(Kind.NONE);
        return new DeliveryWish(
                kind, kind == Kind.LATER_DAY ? day : Optional.empty(), Instant.ofEpochMilli(row.getLong("at")));
    }

    static Optional<String> postcode(Tx tx, ParcelId parcel) {
        return tx.sql(
                        """
                        SELECT s.postal_code FROM parcels p JOIN shipments s ON s.id = p.shipment
                        WHERE p.id = ? AND s.postal_code IS NOT NULL
                        """)
                .param(Uuids.bytes(parcel.value()))
                .query(String.class)
                .optional();
    }
}
