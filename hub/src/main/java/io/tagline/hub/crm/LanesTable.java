package io.tagline.hub.crm;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.BulkInsert;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Customers with open operations, and when the first of each may go. */
final class LanesTable {
    private static final BulkInsert INSERT =
            new BulkInsert("crm_lanes", 2, "crm text", "lane bytea", "live int", "due_at bigint");

    private LanesTable() {}

    /** Those whose first may go by now: the ones that somebody waits for before the others, who waited longest first. */
    static List<CustomerId> due(Tx tx, String crm, Instant now, int most) {
        List<CustomerId> due = new ArrayList<>(due(tx, crm, 1, now, most));
        if (due.size() < most) {
            due.addAll(due(tx, crm, 0, now, most - due.size()));
        }
        return due;
    }

    private static List<CustomerId> due(Tx tx, String crm, int live, Instant now, int most) {
        return tx.sql(
                        """
                        SELECT lane FROM crm_lanes WHERE crm = ? AND live = ? AND due_at <= ? AND due_at IS NOT NULL
                        ORDER BY due_at LIMIT ?
                        """)
                .params(crm, live, now.toEpochMilli(), most)
                .query((row, n) -> new CustomerId(Uuids.of(row.getBytes(1))))
                .list();
    }

    /** When the next may go. */
    static Optional<Instant> next(Tx tx, String crm) {
        Optional<Instant> next = Optional.empty();
        for (int live = 0; live <= 1; live++) {
            Optional<Instant> first = tx.sql(
                            """
                            SELECT due_at FROM crm_lanes WHERE crm = ? AND live = ? AND due_at IS NOT NULL
                            ORDER BY due_at LIMIT 1
                            """)
                    .params(crm, live)
                    .query((row, n) -> Instant.ofEpochMilli(row.getLong(1)))
                    .optional();
            if (next.isEmpty() || (first.isPresent() && first.get().isBefore(next.get()))) {
                next = first;
            }
        }
        return next;
    }

    /** New operations have come into these lanes. */
    static void open(Tx tx, String crm, Collection<CustomerId> lanes, boolean live, Instant now) {
        List<Object[]> rows = new ArrayList<>(lanes.size());
        List<Object[]> livened = new ArrayList<>(lanes.size());
        for (CustomerId lane : lanes) {
            byte[] id = Uuids.bytes(lane.value());
            rows.add(new Object[] {crm, id, live ? 1 : 0, now.toEpochMilli()});
            livened.add(new Object[] {crm, id});
        }
        BitSet unused = tx.insertNew(INSERT, rows);
        if (live) {
            tx.update("UPDATE crm_lanes SET live = 1 WHERE crm = ? AND lane = ? AND live = 0", livened);
        }
    }

    private record Head(OperationState state, long dueAt) {}

    /** What these lanes wait for has changed; those with nothing left go. */
    static void refresh(Tx tx, String crm, Collection<CustomerId> lanes) {
        List<Object[]> gone = new ArrayList<>();
        List<Object[]> blocked = new ArrayList<>();
        List<Object[]> due = new ArrayList<>();
        for (CustomerId lane : lanes) {
            byte[] id = Uuids.bytes(lane.value());
            Optional<Head> head = head(tx, crm, id);
            if (head.isEmpty()) {
                gone.add(new Object[] {crm, id});
            } else if (head.get().state() == OperationState.PARKED) {
                blocked.add(new Object[] {crm, id});
            } else {
                due.add(new Object[] {head.get().dueAt(), crm, id});
            }
        }
        tx.update("DELETE FROM crm_lanes WHERE crm = ? AND lane = ?", gone);
        tx.update("UPDATE crm_lanes SET due_at = NULL WHERE crm = ? AND lane = ?", blocked);
        tx.update("UPDATE crm_lanes SET due_at = ? WHERE crm = ? AND lane = ?", due);
    }

    private static Optional<Head> head(Tx tx, String crm, byte[] lane) {
        return tx.sql(
                        """
                        SELECT state, due_at FROM crm_operations WHERE crm = ? AND lane = ? AND ended_at IS NULL
                        ORDER BY seq LIMIT 1
                        """)
                .params(crm, lane)
                .query((row, n) -> new Head(OperationState.ofCode(row.getString(1)), row.getLong(2)))
                .optional();
    }
}
