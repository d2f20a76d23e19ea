package io.tagline.hub.outbox;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.BulkInsert;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Happenings by their numbers. */
final class HappeningsTable {
    private static final BulkInsert INSERT = new BulkInsert(
            "happenings",
            1,
            "seq bigint",
            "id bytea",
            "kind text",
            "customer bytea",
            "parcel bytea",
            "subject text",
            "at bigint");

    private HappeningsTable() {}

    /** The lowest that is kept, and the next to give. */
    record Numbers(long first, long next) {}

    static Numbers numbers(Tx tx) {
        return tx.sql("SELECT first_seq, next_seq FROM happening_numbers WHERE id = 1")
                .query((row, n) -> new Numbers(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** Takes so many numbers; nobody else takes any until this transaction ends. The numbers are those before. */
    static Numbers own(Tx tx, int count) {
        tx.execute("UPDATE happening_numbers SET next_seq = next_seq + ? WHERE id = 1", count);
        Numbers after = numbers(tx);
        return new Numbers(after.first(), after.next() - count);
    }

    static void insert(Tx tx, List<Happening> happenings, long firstSeq) {
        List<Object[]> rows = new ArrayList<>(happenings.size());
        long seq = firstSeq;
        for (Happening happening : happenings) {
            rows.add(new Object[] {
                seq++,
                Uuids.bytes(happening.id()),
                happening.kind().code(),
                happening.customer().map(id -> Uuids.bytes(id.value())).orElse(null),
                happening.parcel().map(id -> Uuids.bytes(id.value())).orElse(null),
                happening.subject(),
                happening.at().toEpochMilli()
            });
        }
        BitSet unused = tx.insertNew(INSERT, rows);
    }

    static List<Numbered> after(Tx tx, long seq, int limit) {
        return tx.sql(
                        """
                        SELECT seq, id, kind, customer, parcel, subject, at FROM happenings WHERE seq > ?
                        ORDER BY seq LIMIT ?
                        """)
                .params(seq, limit)
                .query((row, n) -> numbered(row))
                .list();
    }

    /** The first number, of those from one until before another, that came at this time or after; else the other. */
    static long firstSince(Tx tx, long from, long until, Instant since) {
        return tx.sql("SELECT seq FROM happenings WHERE seq >= ? AND seq < ? AND at >= ? ORDER BY seq LIMIT 1")
                .params(from, until, since.toEpochMilli())
                .query(Long.class)
                .optional()
                .orElse(until);
    }

    static Optional<ParcelId> parcelOf(Tx tx, UUID id) {
        return tx.sql("SELECT parcel FROM happenings WHERE id = ? AND parcel IS NOT NULL")
                .param(Uuids.bytes(id))
                .query((row, n) -> new ParcelId(Uuids.of(row.getBytes(1))))
                .optional();
    }

    static void deleteBelow(Tx tx, long seq) {
        tx.execute("DELETE FROM happenings WHERE seq < ?", seq);
        tx.execute("UPDATE happening_numbers SET first_seq = ? WHERE id = 1", seq);
    }

    private static Numbered numbered(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return new Numbered(
                row.getLong("seq"),
                new Happening(
                        Uuids.of(row.getBytes("id")),
                        Kind.ofCode(kind)
                                .orElseThrow(() -> new IllegalStateException(
                                        "happening of kind \"" + kind + "\": expected one that this hub knows")),
                        Optional.ofNullable(row.getBytes("customer")).map(id -> new CustomerId(Uuids.of(id))),
                        Optional.ofNullable(row.getBytes("parcel")).map(id -> new ParcelId(Uuids.of(id))),
                        row.getString("subject"),
                        Instant.ofEpochMilli(row.getLong("at"))));
    }
}
