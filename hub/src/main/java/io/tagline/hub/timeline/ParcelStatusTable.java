package io.tagline.hub.timeline;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.RowMapper;

/** The part of a parcel's row that its events decide, and what its page shows of its order. */
final class ParcelStatusTable {
    private static final String HEADER =
            """
            SELECT p.id, p.tracking_number, p.link, o.source, o.reference, o.service_level, o.promised_date,
              p.promised_from, p.promised_by, p.promise_changes
            FROM parcels p JOIN orders o ON o.id = p.order_id
            """;

    private static final RowMapper<ParcelHeader> TO_HEADER = (row, n) -> new ParcelHeader(
            new ParcelId(Uuids.of(row.getBytes("id"))),
            row.getString("tracking_number"),
            new TrackingLink(row.getString("link")),
            row.getString("source"),
            row.getString("reference"),
            row.getString("service_level"),
            // without one of ours, what the order says is the promise
            row.getInt("promise_changes") == 0 ? day(row, "promised_date") : day(row, "promised_by"),
            day(row, "promised_from"));

    private ParcelStatusTable() {}

    /** What a page shows of a parcel besides its events. */
    record ParcelHeader(
            ParcelId id,
            String trackingNumber,
            TrackingLink link,
            String orderSource,
            String orderReference,
            String serviceLevel,
            Optional<LocalDate> promise,
            Optional<LocalDate> promisedFrom) {}

    private static Optional<LocalDate> day(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(LocalDate::parse);
    }

    /** The status of each parcel, which is this transaction's to change until it ends. */
    static Map<ParcelId, ParcelStatus> lock(Tx tx, Set<ParcelId> parcels) {
        List<byte[]> keys = new ArrayList<>(parcels.size());
        for (ParcelId parcel : parcels) {
            keys.add(Uuids.bytes(parcel.value()));
        }
        keys.sort(Arrays::compareUnsigned);
        Map<ParcelId, ParcelStatus> found = new HashMap<>(parcels.size() * 2);
        tx.forEachForUpdate("SELECT id, status, status_at, delivered_at FROM parcels WHERE id IN ", keys, "id", row -> {
            long deliveredAt = row.getLong(4);
            Optional<Instant> delivered =
                    row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(deliveredAt));
            EventKind kind = EventKind.ofCode(row.getString(2)).orElse(EventKind.UNKNOWN);
            found.put(
                    new ParcelId(Uuids.of(row.getBytes(1))),
                    new ParcelStatus(kind, Instant.ofEpochMilli(row.getLong(3)), delivered));
        });
        return found;
    }

    /** What is new of a parcel is to be looked at, after a restart of the hub too. */
    static void update(Tx tx, Map<ParcelId, ParcelStatus> changed) {
        List<Object[]> rows = new ArrayList<>(changed.size());
        changed.forEach((parcel, status) -> rows.add(new Object[] {
            status.kind().code(),
            status.at().toEpochMilli(),
            status.deliveredAt().map(Instant::toEpochMilli).orElse(null),
            Uuids.bytes(parcel.value())
        }));
        tx.update("UPDATE parcels SET status = ?, status_at = ?, delivered_at = ?, watch_at = 0 WHERE id = ?", rows);
    }

    static Optional<ParcelId> idOf(Tx tx, String trackingNumber) {
        return tx.sql("SELECT id FROM parcels WHERE tracking_number = ? AND retired_at IS NULL")
                .param(trackingNumber)
                .query((row, n) -> new ParcelId(Uuids.of(row.getBytes(1))))
                .optional();
    }

    static Optional<ParcelHeader> byTrackingNumber(Tx tx, String trackingNumber) {
        return tx.sql(HEADER + "WHERE p.tracking_number = ? AND p.retired_at IS NULL")
                .param(trackingNumber)
                .query(TO_HEADER)
                .optional();
    }

    static Optional<String> numberOf(Tx tx, ParcelId parcel) {
        return tx.sql("SELECT tracking_number FROM parcels WHERE id = ?")
                .param(Uuids.bytes(parcel.value()))
                .query((row, n) -> row.getString(1))
                .optional();
    }

    static Optional<ParcelHeader> byLink(Tx tx, TrackingLink link) {
        return tx.sql(HEADER + "WHERE p.link = ?")
                .param(link.token())
                .query(TO_HEADER)
                .optional();
    }

    /** Counting runs over the key's index alone: 200 events are three pages of it. */
    static Optional<ParcelStamp> stamp(Tx tx, TrackingLink link) {
        return tx.sql(
                        """
                        SELECT p.id, p.tracking_number, p.promised_from, p.promised_by, p.promise_changes, o.promised_date,
                          o.service_level, (SELECT COUNT(*) FROM tracking_events e WHERE e.parcel = p.id)
                        FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.link = ?
                        """)
                .param(link.token())
                .query((row, n) -> {
                    StringBuilder facts = new StringBuilder();
                    for (int column = 2; column <= 8; column++) {
                        facts.append(row.getString(column)).append('\n');
                    }
                    return new ParcelStamp(new ParcelId(Uuids.of(row.getBytes(1))), facts.toString());
                })
                .optional();
    }
}
