package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What became of cases; rows are added, never changed. */
final class CaseEventsTable {
    /** A case with more is no case; what is done to it after that is in the audit log alone. */
    private static final int MOST = 500;

    private CaseEventsTable() {}

    /** Whoever adds has the row of the case. */
    static void add(Tx tx, UUID caseId, Instant at, String who, String change, Optional<String> note) {
        int last = tx.sql("SELECT COALESCE(MAX(seq), 0) FROM case_events WHERE case_id = ?")
                .param(Uuids.bytes(caseId))
                .query(Integer.class)
                .single();
        if (last < MOST) {
            tx.execute(
                    "INSERT INTO case_events (case_id, seq, at, who, change, note) VALUES (?, ?, ?, ?, ?, ?)",
                    Uuids.bytes(caseId),
                    last + 1,
                    at.toEpochMilli(),
                    who,
                    change,
                    note.orElse(null));
        }
    }

    /** Oldest first. */
    static List<CaseEvent> of(Tx tx, UUID caseId) {
        return tx.sql("SELECT seq, at, who, change, note FROM case_events WHERE case_id = ? ORDER BY seq")
                .param(Uuids.bytes(caseId))
                .query((row, n) -> new CaseEvent(
                        row.getInt("seq"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("who"),
                        row.getString("change"),
                        Optional.ofNullable(row.getString("note")).map(Personal::new)))
                .list();
    }
}
