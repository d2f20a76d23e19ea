package io.tagline.hub.crm;

import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One row for each CRM. */
final class StatesTable {
    private StatesTable() {}

    /** @param trouble code of what keeps it from sending though it runs */
    record Row(
            boolean paused,
            Optional<String> trouble,
            Optional<String> reason,
            Instant since,
            Optional<String> changedBy,
            long nextSeq,
            long verifyUntil,
            String spent) {}

    /** Makes the row if there is none; true if it did. */
    static boolean add(Tx tx, String crm, boolean paused, Instant now) {
        return tx.execute(
                        """
                        INSERT INTO crm_states (crm, state, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        crm,
                        paused ? "paused" : "running",
                        now.toEpochMilli())
                == 1;
    }

    /** Until this transaction ends nobody else changes anything of this CRM's operations; nothing if it was never started. */
    static Optional<Row> hold(Tx tx, String crm) {
        return tx.execute("UPDATE crm_states SET next_seq = next_seq WHERE crm = ?", crm) == 1
                ? find(tx, crm)
                : Optional.empty();
    }

    /** All that were ever started, always in the same order. */
    static List<String> crms(Tx tx) {
        return tx.sql("SELECT crm FROM crm_states ORDER BY crm")
                .query(String.class)
                .list();
    }

    static Optional<Row> find(Tx tx, String crm) {
        return tx.sql(
                        """
                        SELECT state, trouble, reason, since, changed_by, next_seq, verify_until, spent
                        FROM crm_states WHERE crm = ?
                        """)
                .param(crm)
                .query((row, n) -> new Row(
                        row.getString(1).equals("paused"),
                        Optional.ofNullable(row.getString(2)),
                        Optional.ofNullable(row.getString(3)),
                        Instant.ofEpochMilli(row.getLong(4)),
                        Optional.ofNullable(row.getString(5)),
                        row.getLong(6),
                        row.getLong(7),
                        row.getString(8)))
                .optional();
    }

    /** Takes so many places in the order; the first of them. */
    static long takeSeqs(Tx tx, String crm, int count) {
        tx.execute("UPDATE crm_states SET next_seq = next_seq + ? WHERE crm = ?", count, crm);
        return tx.sql("SELECT next_seq FROM crm_states WHERE crm = ?")
                        .param(crm)
                        .query(Long.class)
                        .single()
                - count;
    }

    static void spent(Tx tx, String crm, String spent) {
        tx.execute("UPDATE crm_states SET spent = ? WHERE crm = ?", spent, crm);
    }

    static void pause(Tx tx, String crm, boolean paused, String by, Instant now) {
        tx.execute(
                "UPDATE crm_states SET state = ?, since = ?, changed_by = ? WHERE crm = ?",
                paused ? "paused" : "running",
                now.toEpochMilli(),
                by,
                crm);
    }

    static void trouble(Tx tx, String crm, Optional<String> code, Optional<String> reason, Instant now) {
        tx.execute(
                "UPDATE crm_states SET trouble = ?, reason = ?, since = ? WHERE crm = ?",
                code.orElse(null),
                reason.orElse(null),
                now.toEpochMilli(),
                crm);
    }

    static void verifyUntil(Tx tx, String crm, long seq) {
        tx.execute("UPDATE crm_states SET verify_until = ? WHERE crm = ? AND verify_until < ?", seq, crm, seq);
    }
}
