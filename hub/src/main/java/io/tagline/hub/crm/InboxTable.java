package io.tagline.hub.crm;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Records of CRMs as they were seen last. */
final class InboxTable {
    private static final Duration DONE_KEPT = Duration.ofDays(1);
    private static final Duration REFUSED_KEPT = Duration.ofDays(90);
    private static final int MOST_DONE = 20_000;
    private static final int MOST_REFUSED = 10_000;

    private InboxTable() {}

    /** One that is to be read again. */
    record Waiting(String model, String remoteId, int attempts) {}

    /** Versions that need not be looked at again, of these records. */
    static Map<String, String> known(Tx tx, String crm, String model, Collection<String> remoteIds) {
        Map<String, String> known = new HashMap<>();
        tx.forEach(
                "SELECT remote_id, version FROM crm_inbox WHERE crm = ? AND model = ? AND state <> 'waiting' AND remote_id IN ",
                List.of(crm, model),
                remoteIds,
                row -> known.put(row.getString(1), row.getString(2)));
        return known;
    }

    static void put(
            Tx tx,
            String crm,
            String model,
            String remoteId,
            String version,
            Arrival came,
            int attempts,
            Instant due,
            Instant now) {
        tx.execute(
                """
                INSERT INTO crm_inbox (crm, model, remote_id, version, state, code, reason, attempts, due_at, seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (crm, model, remote_id) DO UPDATE SET version = excluded.version, state = excluded.state,
                  code = excluded.code, reason = excluded.reason, attempts = excluded.attempts, due_at = excluded.due_at,
                  seen_at = excluded.seen_at
                """,
                crm,
                model,
                remoteId,
                version,
                came.state().name().toLowerCase(Locale.ROOT),
                came.code(),
                came.reason().isEmpty() ? null : came.reason(),
                attempts,
                due.toEpochMilli(),
                now.toEpochMilli());
    }

    /** Those of one CRM that are to be read now, the one that waits longest first. */
    static List<Waiting> due(Tx tx, String crm, Instant now, int most) {
        return tx.sql(
                        """
                        SELECT model, remote_id, attempts FROM crm_inbox WHERE crm = ? AND state = 'waiting' AND due_at <= ?
                        ORDER BY due_at LIMIT ?
                        """)
                .params(crm, now.toEpochMilli(), most)
                .query((row, n) -> new Waiting(row.getString(1), row.getString(2), row.getInt(3)))
                .list();
    }

    static long waiting(Tx tx, String crm) {
        return tx.sql("SELECT COUNT(*) FROM crm_inbox WHERE crm = ? AND state = 'waiting'")
                .param(crm)
                .query(Long.class)
                .single();
    }

    /** Those that were refused, the newest first. */
    static List<RefusedView> refused(Tx tx, String crm, int most) {
        return tx.sql(
                        """
                        SELECT model, remote_id, reason, seen_at FROM crm_inbox WHERE crm = ? AND state = 'refused'
                        ORDER BY seen_at DESC LIMIT ?
                        """)
                .params(crm, most)
                .query((row, n) -> new RefusedView(
                        row.getString(1), row.getString(2), row.getString(3), Instant.ofEpochMilli(row.getLong(4))))
                .list();
    }

    /** One that was refused is read again; false if it wasn't. */
    static boolean again(Tx tx, String crm, String model, String remoteId, Instant now) {
        return tx.execute(
                        """
                        UPDATE crm_inbox SET state = 'waiting', attempts = 0, due_at = ?
                        WHERE crm = ? AND model = ? AND remote_id = ? AND state = 'refused'
                        """,
                        now.toEpochMilli(),
                        crm,
                        model,
                        remoteId)
                == 1;
    }

    /** What was said of records of who was erased. */
    static int forget(Tx tx, CustomerId lane) {
        return tx.execute(
                """
                UPDATE crm_inbox SET state = 'done', code = ?, reason = NULL
                WHERE state = 'refused' AND EXISTS (SELECT 1 FROM crm_links l
                  WHERE l.crm = crm_inbox.crm AND l.model = crm_inbox.model AND l.remote_id = crm_inbox.remote_id AND l.lane = ?)
                """,
                Arrival.ERASED.code(),
                Uuids.bytes(lane.value()));
    }

    static void prune(Tx tx, String crm, Instant now) {
        prune(tx, crm, "done", now.minus(DONE_KEPT), MOST_DONE);
        prune(tx, crm, "refused", now.minus(REFUSED_KEPT), MOST_REFUSED);
    }

    private static void prune(Tx tx, String crm, String state, Instant before, int most) {
        tx.execute(
                "DELETE FROM crm_inbox WHERE crm = ? AND state = ? AND seen_at < ?", crm, state, before.toEpochMilli());
        tx.execute(
                """
                DELETE FROM crm_inbox WHERE crm = ? AND state = ? AND seen_at < (
                  SELECT seen_at FROM crm_inbox WHERE crm = ? AND state = ? ORDER BY seen_at DESC LIMIT 1 OFFSET ?)
                """,
                crm,
                state,
                crm,
                state,
                most);
    }
}
