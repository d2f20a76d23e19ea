package io.tagline.hub.wish;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.wish.DeliveryWish.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One row for a parcel that was wished something for; gone days after the parcel came, or after a year. */
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

    /** Of parcels under way that are at a site, come to it next, or are on a load of one of its portals; the newest first. */
    static List<DeliveryWishes.Wished> ofSite(Tx tx, String site, int most) {
        return tx.sql(
                        """
                        SELECT p.tracking_number, w.kind, w.day, w.at
                        FROM delivery_wishes w JOIN parcels p ON p.id = w.parcel
                        WHERE w.parcel IN (
                            SELECT parcel FROM delivery_wishes WHERE site = ?
                            UNION SELECT parcel FROM delivery_wishes WHERE next_site = ?
                            UNION SELECT l.parcel FROM load_parcels l WHERE l.site = ?)
                          AND p.delivered_at IS NULL AND p.retired_at IS NULL AND w.kind <> ?
                        ORDER BY w.at DESC LIMIT ?
                        """)
                .params(site, site, site, Kind.NONE.code(), most)
                .query((row, n) -> new DeliveryWishes.Wished(row.getString("tracking_number"), wish(row)))
                .list();
    }

    /** Those of these parcels that something was wished for. */
    static Set<ParcelId> wished(Tx tx, Set<ParcelId> parcels) {
        Set<ParcelId> found = new LinkedHashSet<>();
        tx.forEach(
                "SELECT parcel FROM delivery_wishes WHERE parcel IN ",
                parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList(),
                row -> found.add(new ParcelId(Uuids.of(row.getBytes(1)))));
        return found;
    }

    static void place(Tx tx, ParcelId parcel, Place place) {
        tx.execute(
                "UPDATE delivery_wishes SET site = ?, next_site = ? WHERE parcel = ?",
                place.site().orElse(null),
                place.next().orElse(null),
                Uuids.bytes(parcel.value()));
    }

    /** Those that are no use any more, in the order of their parcels. */
    static List<ParcelId> over(Tx tx, Instant endedBefore, Instant wishedBefore, Optional<ParcelId> after, int most) {
        return tx.sql(
                        """
                        SELECT w.parcel FROM delivery_wishes w JOIN parcels p ON p.id = w.parcel
                        WHERE w.parcel > ? AND (p.delivered_at < ? OR p.retired_at < ? OR w.at < ?
                          OR (p.status = 'returned' AND p.status_at < ?))
                        ORDER BY w.parcel LIMIT ?
                        """)
                .params(
                        Uuids.bytes(after.map(ParcelId::value).orElse(new UUID(0, 0))),
                        endedBefore.toEpochMilli(),
                        endedBefore.toEpochMilli(),
                        wishedBefore.toEpochMilli(),
                        endedBefore.toEpochMilli(),
                        most)
                .query((row, n) -> new ParcelId(Uuids.of(row.getBytes(1))))
                .list();
    }

    static void delete(Tx tx, List<ParcelId> parcels) {
        tx.update(
                "DELETE FROM delivery_wishes WHERE parcel = ?",
                parcels.stream()
                        .map(parcel -> new Object[] {Uuids.bytes(parcel.value())})
                        .toList());
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
