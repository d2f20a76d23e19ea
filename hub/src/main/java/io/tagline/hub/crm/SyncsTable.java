package io.tagline.hub.crm;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How far first syncs are. */
final class SyncsTable {
    private SyncsTable() {}

    /** Begins with the first again, whether or not one runs. */
    static void begin(Tx tx, String crm, Collection<Entity> entities, boolean verify, Instant now) {
        for (Entity entity : entities) {
            tx.execute(
                    """
                    INSERT INTO crm_syncs (crm, entity, after_id, verify, planned, started_at, ended_at)
                    VALUES (?, ?, NULL, ?, 0, ?, NULL)
                    ON CONFLICT (crm, entity) DO UPDATE SET after_id = NULL, verify = excluded.verify, planned = 0,
                      started_at = excluded.started_at, ended_at = NULL
                    """,
                    crm,
                    entity.code(),
                    verify ? 1 : 0,
                    now.toEpochMilli());
        }
    }

    /** In the order in which one needs another. */
    static List<SyncProgress> of(Tx tx, String crm) {
        return tx
                .sql("SELECT entity, after_id, verify, planned, started_at, ended_at FROM crm_syncs WHERE crm = ?")
                .param(crm)
                .query((row, n) -> {
                    long ended = row.getLong("ended_at");
                    boolean runs = row.wasNull();
                    return new SyncProgress(
                            Entity.ofCode(row.getString("entity")).orElseThrow(),
                            Optional.ofNullable(row.getBytes("after_id")).map(Uuids::of),
                            row.getInt("verify") == 1,
                            row.getLong("planned"),
                            Instant.ofEpochMilli(row.getLong("started_at")),
                            runs ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)));
                })
                .list()
                .stream()
                .sorted(Comparator.comparing(SyncProgress::entity))
                .toList();
    }

    static void advance(Tx tx, String crm, Entity entity, UUID after, int planned) {
        tx.execute(
                "UPDATE crm_syncs SET after_id = ?, planned = planned + ? WHERE crm = ? AND entity = ?",
                Uuids.bytes(after),
                planned,
                crm,
                entity.code());
    }

    static void end(Tx tx, String crm, Entity entity, Instant now) {
        tx.execute(
                "UPDATE crm_syncs SET ended_at = ? WHERE crm = ? AND entity = ? AND ended_at IS NULL",
                now.toEpochMilli(),
                crm,
                entity.code());
    }
}
