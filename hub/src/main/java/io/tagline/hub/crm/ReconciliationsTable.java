package io.tagline.hub.crm;

import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Comparisons of both sides, and how far the one is that runs. */
final class ReconciliationsTable {
    private static final int MOST_KEPT = 20;
    private static final int LONGEST_EXAMPLES = 8_000;

    private ReconciliationsTable() {}

    /** Whose records are gone through. */
    enum Phase {
        THEIRS,
        OURS
    }

    /** One that runs. */
    record Run(UUID id, String model, Instant startedAt, Phase phase, Optional<String> after) {}

    static void begin(Tx tx, String crm, String model, Instant now) {
        tx.execute(
                """
                INSERT INTO crm_reconciliations (id, crm, model, started_at, phase)
                SELECT ?, ?, ?, ?, 'theirs' WHERE NOT EXISTS (
                  SELECT 1 FROM crm_reconciliations WHERE crm = ? AND model = ? AND ended_at IS NULL)
                """,
                Uuids.bytes(TimeOrderedIds.next(now)),
                crm,
                model,
                now.toEpochMilli(),
                crm,
                model);
        tx.execute(
                """
                DELETE FROM crm_reconciliations WHERE crm = ? AND model = ? AND started_at < (
                  SELECT started_at FROM crm_reconciliations WHERE crm = ? AND model = ? ORDER BY started_at DESC LIMIT 1 OFFSET ?)
                """,
                crm,
                model,
                crm,
                model,
                MOST_KEPT - 1);
    }

    static Optional<Run> running(Tx tx, String crm) {
        return tx.sql(
                        """
                        SELECT id, model, started_at, phase, after_key FROM crm_reconciliations
                        WHERE crm = ? AND ended_at IS NULL ORDER BY started_at, model LIMIT 1
                        """)
                .param(crm)
                .query((row, n) -> new Run(
                        Uuids.of(row.getBytes(1)),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        Phase.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                        Optional.ofNullable(row.getString(5))))
                .optional();
    }

    static Optional<Instant> newestStart(Tx tx, String crm) {
        return tx.sql(
                        "SELECT MAX(started_at) FROM crm_reconciliations WHERE crm = ? HAVING MAX(started_at) IS NOT NULL")
                .param(crm)
                .query((row, n) -> Instant.ofEpochMilli(row.getLong(1)))
                .optional();
    }

    /** Goes on, with what was met. */
    static void advance(Tx tx, Run run, Phase phase, Optional<String> after, Differences met) {
        tx.execute(
                """
                UPDATE crm_reconciliations SET phase = ?, after_key = ?, theirs = theirs + ?, ours = ours + ?,
                  missing_here = missing_here + ?, missing_there = missing_there + ?, different = different + ?,
                  duplicates = duplicates + ?, repaired = repaired + ?,
                  examples = CASE WHEN LENGTH(examples) > ? THEN examples ELSE examples || ? END
                WHERE id = ?
                """,
                phase.name().toLowerCase(Locale.ROOT),
                after.orElse(null),
                met.theirs,
                met.ours,
                met.missingHere,
                met.missingThere,
                met.different,
                met.duplicates,
                met.repaired,
                LONGEST_EXAMPLES,
                met.examples(),
                Uuids.bytes(run.id()));
    }

    static void end(Tx tx, Run run, Instant now) {
        tx.execute(
                "UPDATE crm_reconciliations SET ended_at = ? WHERE id = ?", now.toEpochMilli(), Uuids.bytes(run.id()));
    }

    static List<ReconciliationView> newest(Tx tx, String crm, int most) {
        return tx.sql(
                        """
                        SELECT id, model, started_at, ended_at, theirs, ours, missing_here, missing_there, different, duplicates,
                          repaired, examples
                        FROM crm_reconciliations WHERE crm = ? ORDER BY started_at DESC, model LIMIT ?
                        """)
                .params(crm, most)
                .query((row, n) -> view(row))
                .list();
    }

    /** The newest of each model that have ended. */
    static List<ReconciliationView> lastEnded(Tx tx, String crm) {
        return tx.sql(
                        """
                        SELECT id, model, started_at, ended_at, theirs, ours, missing_here, missing_there, different, duplicates,
                          repaired, examples
                        FROM crm_reconciliations run WHERE crm = ? AND ended_at IS NOT NULL AND NOT EXISTS (
                          SELECT 1 FROM crm_reconciliations later WHERE later.crm = run.crm AND later.model = run.model
                            AND later.ended_at IS NOT NULL AND later.started_at > run.started_at)
                        ORDER BY model
                        """)
                .param(crm)
                .query((row, n) -> view(row))
                .list();
    }

    private static ReconciliationView view(ResultSet row) throws SQLException {
        long ended = row.getLong("ended_at");
        boolean runs = row.wasNull();
        return new ReconciliationView(
                Uuids.of(row.getBytes("id")),
                row.getString("model"),
                Instant.ofEpochMilli(row.getLong("started_at")),
                runs ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)),
                row.getLong("theirs"),
                row.getLong("ours"),
                row.getLong("missing_here"),
                row.getLong("missing_there"),
                row.getLong("different"),
                row.getLong("duplicates"),
                row.getLong("repaired"),
                row.getString("examples").lines().toList());
    }
}
