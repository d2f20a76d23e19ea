package io.tagline.hub.customer;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which segment a customer was in, from when to when. */
final class SegmentSpansTable {
    private static final int MOST = 50;

    private SegmentSpansTable() {}

    /** The oldest first. */
    static List<SegmentSpan> of(Tx tx, CustomerId customer) {
        return tx.sql("SELECT segment, from_at, to_at FROM segment_spans WHERE customer = ? ORDER BY from_at")
                .param(Uuids.bytes(customer.value()))
                .query((row, n) -> {
                    long toMs = row.getLong("to_at");
                    Optional<Instant> to = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(toMs));
                    return new SegmentSpan(row.getString("segment"), Instant.ofEpochMilli(row.getLong("from_at")), to);
                })
                .list();
    }

    /** From now on it is this one, or none. */
    static void change(Tx tx, CustomerId customer, Optional<String> segment, Instant now) {
        byte[] id = Uuids.bytes(customer.value());
        // one that began in this very millisecond never was
        tx.execute("DELETE FROM segment_spans WHERE customer = ? AND from_at >= ?", id, now.toEpochMilli());
        tx.execute("UPDATE segment_spans SET to_at = ? WHERE customer = ? AND to_at IS NULL", now.toEpochMilli(), id);
        if (segment.isPresent()) {
            tx.execute(
                    "INSERT INTO segment_spans (customer, from_at, segment) VALUES (?, ?, ?)",
                    id,
                    now.toEpochMilli(),
                    segment.get());
            tx.execute(
                    """
                    DELETE FROM segment_spans WHERE customer = ? AND from_at <
                      (SELECT MIN(from_at) FROM
                        (SELECT from_at FROM segment_spans WHERE customer = ? ORDER BY from_at DESC LIMIT ?) AS newest)
                    """,
                    id,
                    id,
                    MOST);
        }
    }
}
