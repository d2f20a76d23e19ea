package io.tagline.hub.tagging;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.timeline.ParcelTimeline;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tags on parcels over time. A binding ends where its row says, or a while after its parcel's delivery, whichever is first. */
final class TagBindingsTable {
    private TagBindingsTable() {}

    /** All bindings of these tags, by tag. */
    static Map<String, List<TagBinding>> of(Tx tx, Collection<String> epcs) {
        Map<String, List<TagBinding>> found = new HashMap<>();
        tx.forEach(
                """
                SELECT b.epc, b.parcel, b.from_at, b.to_at, p.delivered_at
                FROM tag_bindings b JOIN parcels p ON p.id = b.parcel WHERE b.epc IN
                """,
                epcs,
                row -> {
                    TagBinding binding = binding(row);
                    found.computeIfAbsent(binding.epc(), epc -> new ArrayList<>(1))
                            .add(binding);
                });
        return found;
    }

    /** The bindings of these tags that nothing has ended yet, neither a replacement nor a delivery. */
    static List<TagInForce> inForce(Tx tx, Collection<String> epcs) {
        List<TagInForce> found = new ArrayList<>();
        tx.forEach(
                """
                SELECT b.epc, b.parcel, p.tracking_number FROM tag_bindings b JOIN parcels p ON p.id = b.parcel
                WHERE b.to_at IS NULL AND p.delivered_at IS NULL AND b.epc IN
                """,
                epcs,
                row -> found.add(
                        new TagInForce(row.getString(1), new ParcelId(Uuids.of(row.getBytes(2))), row.getString(3))));
        return found;
    }

    /** The tag that each of these parcels carries, delivered or not. */
    static Map<ParcelId, String> onParcels(Tx tx, Collection<ParcelId> parcels) {
        Map<ParcelId, String> found = new HashMap<>();
        tx.forEach(
                "SELECT parcel, epc FROM tag_bindings WHERE to_at IS NULL AND parcel IN ",
                parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList(),
                row -> found.put(new ParcelId(Uuids.of(row.getBytes(1))), row.getString(2)));
        return found;
    }

    /** As above, those that these put on. */
    static Map<ParcelId, String> putOnBy(Tx tx, PutOnBy by, Collection<ParcelId> parcels) {
        Map<ParcelId, String> found = new HashMap<>();
        tx.forEach(
                "SELECT parcel, epc FROM tag_bindings WHERE to_at IS NULL AND put_on_by = ? AND parcel IN ",
                List.of(by.code()),
                parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList(),
                row -> found.put(new ParcelId(Uuids.of(row.getBytes(1))), row.getString(2)));
        return found;
    }

    /** Has others answer for the open binding of a tag. */
    static void nowBy(Tx tx, String epc, PutOnBy by) {
        tx.sql("UPDATE tag_bindings SET put_on_by = ? WHERE epc = ? AND to_at IS NULL")
                .params(by.code(), epc)
                .update();
    }

    static Map<ParcelId, String> trackingNumbers(Tx tx, Collection<ParcelId> parcels) {
        Map<ParcelId, String> found = new HashMap<>();
        tx.forEach(
                "SELECT id, tracking_number FROM parcels WHERE id IN ",
                parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList(),
                row -> found.put(new ParcelId(Uuids.of(row.getBytes(1))), row.getString(2)));
        return found;
    }

    static void insert(Tx tx, TagBinding open, PutOnBy by) {
        tx.sql("INSERT INTO tag_bindings (epc, from_at, to_at, parcel, put_on_by) VALUES (?, ?, NULL, ?, ?)")
                .params(
                        open.epc(),
                        open.from().toEpochMilli(),
                        Uuids.bytes(open.parcel().value()),
                        by.code())
                .update();
    }

    /** Ends a binding; one that would be empty goes. */
    static void end(Tx tx, TagBinding binding, Instant at) {
        if (at.isAfter(binding.from())) {
            tx.sql("UPDATE tag_bindings SET to_at = ? WHERE epc = ? AND from_at = ?")
                    .params(at.toEpochMilli(), binding.epc(), binding.from().toEpochMilli())
                    .update();
        } else {
            tx.sql("DELETE FROM tag_bindings WHERE epc = ? AND from_at = ?")
                    .params(binding.epc(), binding.from().toEpochMilli())
                    .update();
        }
    }

    /** The binding of a tag that has no end in its row, with the end that a delivery gave it. */
    static Optional<TagBinding> open(Tx tx, String epc) {
        return tx.sql(
                        """
                        SELECT b.epc, b.parcel, b.from_at, b.to_at, p.delivered_at
                        FROM tag_bindings b JOIN parcels p ON p.id = b.parcel WHERE b.epc = ? AND b.to_at IS NULL
                        """)
                .param(epc)
                .query((row, n) -> binding(row))
                .optional();
    }

    /** All bindings of a parcel, the oldest first. */
    static List<TagBinding> history(Tx tx, ParcelId parcel) {
        return tx.sql(
                        """
                        SELECT b.epc, b.parcel, b.from_at, b.to_at, p.delivered_at
                        FROM tag_bindings b JOIN parcels p ON p.id = b.parcel WHERE b.parcel = ? ORDER BY b.from_at, b.epc
                        """)
                .param(Uuids.bytes(parcel.value()))
                .query((row, n) -> binding(row))
                .list();
    }

    /** When the tag's newest binding that has ended did so. */
    static Optional<Instant> lastEnd(Tx tx, String epc) {
        return tx.sql("SELECT to_at FROM tag_bindings WHERE epc = ? AND to_at IS NOT NULL ORDER BY to_at DESC LIMIT 1")
                .param(epc)
                .query((row, n) -> Instant.ofEpochMilli(row.getLong(1)))
                .optional();
    }

    private static TagBinding binding(ResultSet row) throws SQLException {
        long toAt = row.getLong("to_at");
        Instant to = row.wasNull() ? Instant.MAX : Instant.ofEpochMilli(toAt);
        long deliveredAt = row.getLong("delivered_at");
        if (!row.wasNull()) {
            Instant end = Instant.ofEpochMilli(deliveredAt).plus(ParcelTimeline.AFTER_DELIVERY);
            to = end.isBefore(to) ? end : to;
        }
        return new TagBinding(
                row.getString("epc"),
                new ParcelId(Uuids.of(row.getBytes("parcel"))),
                Instant.ofEpochMilli(row.getLong("from_at")),
                to);
    }
}
