package io.tagline.hub.crm;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.BulkInsert;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Operations by their keys, and in their lanes. */
final class OperationsTable {
    private static final String ALL =
            """
            SELECT op_key, seq, lane, place, entity, entity_id, look, appended, planned, planned_at, state, attempts, due_at, code,
              reason, model, record_key, refused_hash, edits, payload
            FROM crm_operations
            """;

    private static final BulkInsert INSERT = new BulkInsert(
            "crm_operations",
            1,
            "op_key bytea",
            "crm text",
            "seq bigint",
            "lane bytea",
            "place text",
            "entity text",
            "entity_id bytea",
            "look int",
            "planned int",
            "planned_at bigint",
            "state text",
            "attempts int",
            "due_at bigint");

    /** As the partial indices have it. */
    private static final String FORGET =
            """
            UPDATE crm_operations SET payload = NULL, edits = NULL, reason = NULL, record_key = NULL
            WHERE (payload IS NOT NULL OR edits IS NOT NULL OR reason IS NOT NULL) AND
            """
                    + " ";

    private OperationsTable() {}

    static Map<UUID, Operation> byKey(Tx tx, Collection<UUID> keys) {
        Map<UUID, Operation> found = new HashMap<>();
        tx.forEach(ALL + "WHERE op_key IN ", keys.stream().map(Uuids::bytes).toList(), row -> {
            Operation operation = operation(row);
            found.put(operation.key(), operation);
        });
        return found;
    }

    /** One of a CRM's that is to be acted on. */
    static Optional<Operation> find(Tx tx, String crm, UUID key) {
        return tx.sql(ALL + "WHERE op_key = ? AND crm = ?")
                .params(Uuids.bytes(key), crm)
                .query((row, n) -> operation(row))
                .optional();
    }

    /** The first open ones of a lane, in order. */
    static List<Operation> open(Tx tx, String crm, CustomerId lane, int most) {
        return tx.sql(ALL + "WHERE crm = ? AND lane = ? AND ended_at IS NULL ORDER BY seq LIMIT ?")
                .params(crm, Uuids.bytes(lane.value()), most)
                .query((row, n) -> operation(row))
                .list();
    }

    /** Of one state, in order, after a place in it. */
    static List<Operation> ofState(Tx tx, String crm, OperationState state, long after, int most) {
        // as the partial index has it
        return tx.sql(
                        ALL
                                + """
                                WHERE crm = ? AND state = ? AND state IN ('sent', 'ambiguous', 'parked', 'tried') AND seq > ?
                                ORDER BY seq LIMIT ?
                                """)
                .params(crm, state.code(), after, most)
                .query((row, n) -> operation(row))
                .list();
    }

    static long count(Tx tx, String crm, OperationState state, int most) {
        return tx.sql(
                        """
                        SELECT COUNT(*) FROM (SELECT 1 FROM crm_operations
                        WHERE crm = ? AND state = ? AND state IN ('sent', 'ambiguous', 'parked', 'tried') LIMIT ?) AS few
                        """)
                .params(crm, state.code(), most)
                .query(Long.class)
                .single();
    }

    /** How many are open, counted up to a number. */
    static long countOpen(Tx tx, String crm, int most) {
        return tx.sql(
                        """
                        SELECT COUNT(*) FROM (SELECT 1 FROM crm_operations WHERE crm = ? AND ended_at IS NULL LIMIT ?) AS few
                        """)
                .params(crm, most)
                .query(Long.class)
                .single();
    }

    /** As above, without those that stand behind one that waits for a person. */
    static long countMoving(Tx tx, String crm, int most) {
        return tx.sql(
                        """
                        SELECT COUNT(*) FROM (SELECT 1 FROM crm_lanes l
                          JOIN crm_operations o ON o.crm = l.crm AND o.lane = l.lane AND o.ended_at IS NULL
                        WHERE l.crm = ? AND l.due_at IS NOT NULL LIMIT ?) AS few
                        """)
                .params(crm, most)
                .query(Long.class)
                .single();
    }

    /** Whether a lane has any. */
    static boolean isOpen(Tx tx, String crm, CustomerId lane) {
        return !open(tx, crm, lane, 1).isEmpty();
    }

    /** When the change was heard of that has been open longest, but for what a person is asked about and what is of a first sync. */
    static Optional<Instant> oldestMoving(Tx tx, String crm) {
        return tx.sql(
                        """
                        SELECT o.planned_at FROM crm_operations o JOIN crm_lanes l ON l.crm = o.crm AND l.lane = o.lane
                        WHERE o.crm = ? AND o.ended_at IS NULL AND l.due_at IS NOT NULL AND l.live = 1
                        ORDER BY o.planned_at LIMIT 1
                        """)
                .param(crm)
                .query((row, n) -> Instant.ofEpochMilli(row.getLong(1)))
                .optional();
    }

    /** A new row for each of these targets, by its place in the order. */
    static void insert(Tx tx, String crm, Map<Long, Target> targets, boolean look, Instant now) {
        List<Object[]> rows = new ArrayList<>(targets.size());
        for (Map.Entry<Long, Target> entry : targets.entrySet()) {
            Target target = entry.getValue();
            rows.add(new Object[] {
                Uuids.bytes(OperationKey.of(target.id(), crm, target.place())),
                crm,
                entry.getKey(),
                Uuids.bytes(target.partition().value()),
                target.place(),
                target.entity().code(),
                Uuids.bytes(target.id()),
                look ? 1 : 0,
                1,
                now.toEpochMilli(),
                OperationState.WAITING.code(),
                0,
                now.toEpochMilli()
            });
        }
        BitSet unused = tx.insertNew(INSERT, rows);
    }

    /** A change was heard of while it is open. */
    static void plannedAgain(Tx tx, UUID key, boolean look) {
        tx.execute(
                """
                UPDATE crm_operations SET planned = planned + 1, look = CASE WHEN ? = 1 THEN 1 ELSE look END WHERE op_key = ?
                """,
                look ? 1 : 0,
                Uuids.bytes(key));
    }

    /** One that is parked may go again, as it stands now; what was said of it is shown as long as what it was said of is known. */
    static void retry(Tx tx, UUID key, boolean look, Instant now) {
        tx.execute(
                """
                UPDATE crm_operations SET state = 'waiting', look = CASE WHEN ? = 1 THEN 1 ELSE look END, planned = planned + 1,
                  attempts = 0, due_at = ?, edits = NULL
                WHERE op_key = ? AND state = 'parked'
                """,
                look ? 1 : 0,
                now.toEpochMilli(),
                Uuids.bytes(key));
    }

    /** One that has ended waits again, at its place or at a new one. */
    static void reopen(Tx tx, Operation operation, CustomerId lane, long seq, boolean look, Instant now) {
        tx.execute(
                """
                UPDATE crm_operations SET state = 'waiting', seq = ?, lane = ?, look = ?, planned = planned + 1, planned_at = ?,
                  attempts = 0, due_at = ?, code = NULL, reason = NULL, payload = NULL, ended_at = NULL
                WHERE op_key = ?
                """,
                seq,
                Uuids.bytes(lane.value()),
                look ? 1 : 0,
                seq == operation.seq() ? operation.plannedAt().toEpochMilli() : now.toEpochMilli(),
                now.toEpochMilli(),
                Uuids.bytes(operation.key()));
    }

    /** It is about to go out; false if it has changed since it was read. */
    static boolean sent(Tx tx, Operation operation, Record record, Instant now) {
        return tx.execute(
                        """
                        UPDATE crm_operations SET state = 'sent', sent_at = ?, model = ?, record_key = ?, appended = ?, waits_for = NULL
                        WHERE op_key = ? AND planned = ? AND state IN ('waiting', 'ambiguous')
                        """,
                        now.toEpochMilli(),
                        record.model(),
                        record.key(),
                        record.appended() ? 1 : 0,
                        Uuids.bytes(operation.key()),
                        operation.planned())
                == 1;
    }

    /** What became of it; if a change was heard of meanwhile it waits again instead of ending, and this is false. */
    static boolean settle(Tx tx, Settlement settlement, Instant now) {
        Operation operation = settlement.operation();
        Fate fate = settlement.fate();
        boolean ends = fate.state() == OperationState.DONE || fate.state() == OperationState.TRIED;
        int settled = tx.execute(
                """
                UPDATE crm_operations SET state = ?, due_at = ?, attempts = ?, look = ?, code = ?, reason = ?, refused_hash = ?,
                  payload = ?, waits_for = ?, remote_id = ?, ended_at = ?, appended = ?,
                  model = COALESCE(?, model), record_key = COALESCE(?, record_key),
                  edits = CASE WHEN ? = 1 THEN NULL ELSE edits END
                WHERE op_key = ? AND planned = ?
                """,
                fate.state().code(),
                fate.dueAt().toEpochMilli(),
                fate.attempts(),
                fate.look() ? 1 : 0,
                fate.code(),
                fate.reason().isEmpty() ? null : fate.reason(),
                fate.refused().map(Fingerprint::bytes).orElse(null),
                fate.payload().orElse(null),
                fate.waitsFor().orElse(null),
                fate.remoteId().orElse(null),
                ends ? now.toEpochMilli() : null,
                settlement.appended() ? 1 : 0,
                settlement.record().map(Record::model).orElse(null),
                settlement.record().map(Record::key).orElse(null),
                ends ? 1 : 0,
                Uuids.bytes(operation.key()),
                operation.planned());
        if (settled == 0) {
            tx.execute(
                    """
                    UPDATE crm_operations SET state = ?, due_at = ?, attempts = ?, look = CASE WHEN ? = 1 THEN 1 ELSE look END,
                      code = ?, reason = NULL, waits_for = NULL
                    WHERE op_key = ? AND ended_at IS NULL AND state <> 'parked'
                    """,
                    fate.state() == OperationState.AMBIGUOUS ? "ambiguous" : "waiting",
                    fate.dueAt().toEpochMilli(),
                    ends || fate.state() == OperationState.PARKED ? 0 : fate.attempts(),
                    fate.look() ? 1 : 0,
                    fate.code(),
                    Uuids.bytes(operation.key()));
        }
        return settled == 1;
    }

    /** Those that waited for this record need not any longer; gives their lanes. */
    static List<CustomerId> wake(Tx tx, String crm, String waitsFor, Instant now) {
        List<CustomerId> lanes = tx.sql(
                        "SELECT DISTINCT lane FROM crm_operations WHERE crm = ? AND waits_for = ? AND waits_for IS NOT NULL")
                .params(crm, waitsFor)
                .query((row, n) -> new CustomerId(Uuids.of(row.getBytes(1))))
                .list();
        if (!lanes.isEmpty()) {
            tx.execute(
                    """
                    UPDATE crm_operations SET due_at = ?, attempts = 0, waits_for = NULL
                    WHERE crm = ? AND waits_for = ? AND waits_for IS NOT NULL
                    """,
                    now.toEpochMilli(),
                    crm,
                    waitsFor);
        }
        return lanes;
    }

    /** What a dry run has made waits again; gives the lanes. */
    static List<CustomerId> untry(Tx tx, String crm, int most, Instant now) {
        List<Operation> tried = ofState(tx, crm, OperationState.TRIED, 0, most);
        for (Operation operation : tried) {
            reopen(tx, operation, operation.target().partition(), operation.seq(), operation.look(), now);
        }
        return tried.stream()
                .map(operation -> operation.target().partition())
                .distinct()
                .toList();
    }

    /**
     * What their records hold is known no more, nor what a CRM said of them; they are made anew when they are sent. What is under way
     * comes to nothing: it goes again as it stands then.
     */
    static int forget(Tx tx, CustomerId customer) {
        byte[] lane = Uuids.bytes(customer.value());
        for (String crm : StatesTable.crms(tx)) {
            tx.execute(
                    "UPDATE crm_operations SET planned = planned + 1 WHERE crm = ? AND lane = ? AND ended_at IS NULL",
                    crm,
                    lane);
        }
        return tx.execute(FORGET + "lane = ?", lane) + TheirThings.each(tx, FORGET, customer);
    }

    /** @param instead of which record they are sent: once that has changed here they are over */
    static void edits(Tx tx, UUID key, String edits, Fingerprint instead) {
        tx.execute(
                "UPDATE crm_operations SET edits = ?, refused_hash = ? WHERE op_key = ?",
                edits,
                instead.bytes(),
                Uuids.bytes(key));
    }

    /** What came of it before counts no more; it is looked for before it is sent. */
    static void forgetRefusal(Tx tx, UUID key) {
        tx.execute(
                "UPDATE crm_operations SET refused_hash = NULL, code = NULL, reason = NULL, payload = NULL, look = 1 WHERE op_key = ?",
                Uuids.bytes(key));
    }

    /** Lets those go that have been done since before a time; gives how many. */
    static int prune(Tx tx, String crm, Instant before, int most) {
        return tx.execute(
                """
                DELETE FROM crm_operations WHERE op_key IN (
                  SELECT op_key FROM crm_operations WHERE crm = ? AND state = 'done' AND code <> 'left-away' AND ended_at < ?
                    AND ended_at IS NOT NULL ORDER BY ended_at LIMIT ?)
                """,
                crm,
                before.toEpochMilli(),
                most);
    }

    private static Operation operation(ResultSet row) throws SQLException {
        return new Operation(
                Uuids.of(row.getBytes("op_key")),
                row.getLong("seq"),
                new Target(
                        row.getString("place"),
                        Entity.ofCode(row.getString("entity")).orElseThrow(),
                        Uuids.of(row.getBytes("entity_id")),
                        new CustomerId(Uuids.of(row.getBytes("lane")))),
                row.getInt("look") == 1,
                row.getInt("appended") == 1,
                row.getInt("planned"),
                Instant.ofEpochMilli(row.getLong("planned_at")),
                OperationState.ofCode(row.getString("state")),
                row.getInt("attempts"),
                Instant.ofEpochMilli(row.getLong("due_at")),
                Optional.ofNullable(row.getString("code")),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getString("model")),
                Optional.ofNullable(row.getString("record_key")),
                Optional.ofNullable(row.getBytes("refused_hash")).map(Fingerprint::ofBytes),
                Optional.ofNullable(row.getString("edits")),
                Optional.ofNullable(row.getString("payload")));
    }
}
