package io.tagline.hub.benefit;

import io.tagline.hub.benefit.ParcelCount.Parcel;
import io.tagline.hub.promise.Destination;
import io.tagline.hub.promise.Promises;
import io.tagline.hub.promise.Shipment;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.timeline.Timelines;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Parcels that count for a day, a page at a time, in the order of a key that goes on from page to page. */
final class DeliveredParcelsTable {
    /** The segment is the one that the customer was in then; today's where that is not known any more. */
    private static final String SELECT =
            """
            SELECT p.id, p.delivered_at, p.route, o.service_level, s.country, s.postal_code,
              COALESCE((SELECT MAX(g.segment) FROM segment_spans g
                WHERE g.customer = c.id AND g.from_at <= %1$s AND (g.to_at IS NULL OR g.to_at > %1$s)), c.segment) AS segment
            FROM parcels p JOIN orders o ON o.id = p.order_id JOIN customers c ON c.id = o.customer
              JOIN shipments s ON s.id = p.shipment
            """;

    private static final String DELIVERED = SELECT.formatted("p.delivered_at")
            + """
            WHERE p.delivered_at >= ? AND p.delivered_at < ? AND p.status = ?
              AND (p.delivered_at > ? OR (p.delivered_at = ? AND p.id > ?))
            ORDER BY p.delivered_at, p.id LIMIT ?
            """;

    private static final String PROMISED = SELECT.formatted("?")
            + """
            WHERE p.id IN (SELECT parcel FROM promises WHERE by_day = ? AND parcel > ?
              AND reason IN ('ordered', 'accepted', 'accepted_late') ORDER BY parcel LIMIT ?)
            ORDER BY p.id
            """;

    private DeliveredParcelsTable() {}

    /**
     * A parcel, and where the next page begins.
     *
     * @param deliveredAtMs 0 for one that has not been
     */
    record Found(ParcelId id, long deliveredAtMs, Parcel parcel) {}

    /** As the row has it, without events and promises. */
    private record Row(ParcelId id, long deliveredAtMs, Context context, Shipment shipment, Optional<String> route) {}

    /**
     * Delivered to their addressees from one moment to before another.
     *
     * @param after the last of the page before, with the time of its delivery
     */
    static List<Found> delivered(Tx tx, Instant from, Instant to, long afterMs, UUID after, int most) {
        return found(
                tx,
                tx.sql(DELIVERED)
                        .params(
                                from.toEpochMilli(),
                                to.toEpochMilli(),
                                EventKind.DELIVERED.code(),
                                afterMs,
                                afterMs,
                                Uuids.bytes(after),
                                most)
                        .query((row, n) -> row(row))
                        .list());
    }

    /** Promised for a day at some time, by a promise that binds. */
    static List<Found> promised(Tx tx, LocalDate day, Instant dayBegins, UUID after, int most) {
        return found(
                tx,
                tx.sql(PROMISED)
                        .params(
                                dayBegins.toEpochMilli(),
                                dayBegins.toEpochMilli(),
                                day.toString(),
                                Uuids.bytes(after),
                                most)
                        .query((row, n) -> row(row))
                        .list());
    }

    private static List<Found> found(Tx tx, List<Row> rows) {
        return rows.stream()
                .map(row -> new Found(
                        row.id(),
                        row.deliveredAtMs(),
                        new Parcel(
                                row.context(),
                                row.shipment(),
                                row.route(),
                                Timelines.events(tx, row.id()),
                                Promises.history(tx, row.id()))))
                .toList();
    }

    private static Row row(ResultSet row) throws SQLException {
        Destination to = new Destination(
                Optional.ofNullable(row.getString("country")), Optional.ofNullable(row.getString("postal_code")));
        String service = row.getString("service_level");
        Optional<String> segment = Optional.ofNullable(row.getString("segment"));
        return new Row(
                new ParcelId(Uuids.of(row.getBytes("id"))),
                row.getLong("delivered_at"),
                new Context(Optional.of(service), segment, Optional.of(to)),
                new Shipment(service, segment, to),
                Optional.ofNullable(row.getString("route")));
    }
}
