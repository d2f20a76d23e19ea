package io.tagline.hub.crm;

import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far the changes of each model of a CRM are read. */
final class CursorsTable {
    private CursorsTable() {}

    /** How far it is read; empty if nothing was read yet. */
    static Optional<String> place(Tx tx, String crm, String model) {
        return tx.sql("SELECT place FROM crm_cursors WHERE crm = ? AND model = ?")
                .params(crm, model)
                .query(String.class)
                .optional();
    }

    /** Goes on to a place, with what was met on the way. */
    static void advance(Tx tx, String crm, String model, String place, boolean caughtUp, Tally tally, Instant now) {
        tx.execute(
                """
                INSERT INTO crm_cursors (crm, model, place, caught_up_at, taken, refused, ignored) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (crm, model) DO UPDATE SET place = excluded.place,
                  caught_up_at = COALESCE(excluded.caught_up_at, crm_cursors.caught_up_at),
                  taken = crm_cursors.taken + excluded.taken, refused = crm_cursors.refused + excluded.refused,
                  ignored = crm_cursors.ignored + excluded.ignored
                """,
                crm,
                model,
                place,
                caughtUp ? now.toEpochMilli() : null,
                tally.taken(),
                tally.refused(),
                tally.ignored());
    }

    static List<PullProgress> of(Tx tx, String crm) {
        return tx.sql(
                        """
                        SELECT model, caught_up_at, taken, refused, ignored FROM crm_cursors WHERE crm = ? ORDER BY model
                        """)
                .param(crm)
                .query((row, n) -> {
                    long caughtUp = row.getLong("caught_up_at");
                    return new PullProgress(
                            row.getString("model"),
                            row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(caughtUp)),
                            row.getLong("taken"),
                            row.getLong("refused"),
                            row.getLong("ignored"));
                })
                .list();
    }

    /** Records by what came of them. */
    record Tally(int taken, int refused, int ignored) {}
}
