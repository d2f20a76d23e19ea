package io.tagline.hub.crm;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Operations that an earlier run has left under way, in doubt or waiting. */
final class DoubtsTable {
    private DoubtsTable() {}

    /** What was under way when the hub ended: nobody knows what became of it. Gives the lanes. */
    static List<CustomerId> doubtSent(Tx tx, String crm, Instant dueAt) {
        List<CustomerId> lanes = tx.sql(
                        """
                        SELECT DISTINCT lane FROM crm_operations
                        WHERE crm = ? AND state = 'sent' AND state IN ('sent', 'ambiguous', 'parked', 'tried')
                        """)
                .param(crm)
                .query((row, n) -> new CustomerId(Uuids.of(row.getBytes(1))))
                .list();
        tx.execute(
                """
                UPDATE crm_operations SET state = 'ambiguous', look = 1, due_at = ?, code = 'no-answer', reason = ?
                WHERE crm = ? AND state = 'sent' AND state IN ('sent', 'ambiguous', 'parked', 'tried')
                """,
                dueAt.toEpochMilli(),
                "the hub ended before the answer came",
                crm);
        return lanes;
    }

    /**
     * Doubts of an earlier run last until then, whatever the clock was; nothing else waits for longer than that. Gives the lanes.
     *
     * @param latest when the last may be due
     */
    static List<CustomerId> redate(Tx tx, String crm, Instant doubts, Instant latest) {
        List<CustomerId> lanes = new ArrayList<>();
        String doubtful =
                "crm = ? AND state = 'ambiguous' AND state IN ('sent', 'ambiguous', 'parked', 'tried') AND due_at <> ?";
        String far = "crm = ? AND state = 'waiting' AND ended_at IS NULL AND due_at > ?";
        lanes.addAll(redate(tx, crm, doubtful, doubts));
        lanes.addAll(redate(tx, crm, far, latest));
        return lanes;
    }

    private static List<CustomerId> redate(Tx tx, String crm, String which, Instant due) {
        List<CustomerId> lanes = tx.sql("SELECT DISTINCT lane FROM crm_operations WHERE " + which)
                .params(crm, due.toEpochMilli())
                .query((row, n) -> new CustomerId(Uuids.of(row.getBytes(1))))
                .list();
        tx.execute("UPDATE crm_operations SET due_at = ? WHERE " + which, due.toEpochMilli(), crm, due.toEpochMilli());
        return lanes;
    }
}
