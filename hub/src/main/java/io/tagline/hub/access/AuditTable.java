package io.tagline.hub.access;

import io.tagline.hub.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Rows of the audit log, and the one row about its ends. */
final class AuditTable {
    private static final String SELECT = "SELECT seq, at, who, roles, action, subject, detail, hash FROM audit ";
    private static final int HASH_BYTES = 32;

    private AuditTable() {}

    /** Where the chain begins, with what came before, and where it ends. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Ends(long baseSeq, byte[] baseHash, long lastSeq, byte[] lastHash) {}

    /** A link of the chain. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Row(long seq, AuditEntry entry, byte[] hash) {}

    static Ends ends(Tx tx) {
        return tx.sql("SELECT base_seq, base_hash, last_seq, last_hash FROM audit_chain WHERE id = 1")
                .query((row, n) -> new Ends(row.getLong(1), row.getBytes(2), row.getLong(3), row.getBytes(4)))
                .optional()
                .orElseGet(() -> new Ends(0, new byte[HASH_BYTES], 0, new byte[HASH_BYTES]));
    }

    /** As above; until this transaction ends nobody else appends. */
    static Ends own(Tx tx) {
        byte[] none = new byte[HASH_BYTES];
        // also where the row is there already this locks it
        tx.execute(
                """
                INSERT INTO audit_chain (id, base_seq, base_hash, last_seq, last_hash) VALUES (1, 0, ?, 0, ?)
                ON CONFLICT (id) DO UPDATE SET last_seq = audit_chain.last_seq
                """,
                none,
                none);
        return ends(tx);
    }

    static void insert(Tx tx, long seq, AuditEntry entry, byte[] hash) {
        tx.execute(
                "INSERT INTO audit (seq, at, who, roles, action, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                seq,
                entry.at().toEpochMilli(),
                entry.who(),
                entry.roles(),
                entry.action(),
                entry.subject(),
                entry.detail(),
                hash);
    }

    static void end(Tx tx, long seq, byte[] hash) {
        tx.execute("UPDATE audit_chain SET last_seq = ?, last_hash = ? WHERE id = 1", seq, hash);
    }

    static List<Row> after(Tx tx, long seq, int most) {
        return tx.sql(SELECT + "WHERE seq > ? ORDER BY seq LIMIT ?")
                .params(seq, most)
                .query((row, n) -> row(row))
                .list();
    }

    static List<AuditEntry> of(Tx tx, String subject, int most) {
        return tx
                .sql(SELECT + "WHERE subject = ? ORDER BY seq DESC LIMIT ?")
                .params(subject, most)
                .query((row, n) -> row(row))
                .list()
                .stream()
                .map(Row::entry)
                .toList();
    }

    static Optional<Row> find(Tx tx, long seq) {
        return tx.sql(SELECT + "WHERE seq = ?")
                .param(seq)
                .query((row, n) -> row(row))
                .optional();
    }

    /** The number of the last of those before the first that is not older; empty if there is none. */
    static Optional<Long> lastBefore(Tx tx, Instant before) {
        return tx.sql(
                        """
                        SELECT seq FROM audit
                        WHERE seq < COALESCE((SELECT MIN(seq) FROM audit WHERE at >= ?), (SELECT MAX(seq) + 1 FROM audit))
                        ORDER BY seq DESC LIMIT 1
                        """)
                .param(before.toEpochMilli())
                .query(Long.class)
                .optional();
    }

    static void deleteUntil(Tx tx, Row base) {
        tx.execute("DELETE FROM audit WHERE seq <= ?", base.seq());
        tx.execute("UPDATE audit_chain SET base_seq = ?, base_hash = ? WHERE id = 1", base.seq(), base.hash());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("seq"),
                new AuditEntry(
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("who"),
                        row.getString("roles"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail")),
                row.getBytes("hash"));
    }
}
