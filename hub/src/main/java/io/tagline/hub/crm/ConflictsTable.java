package io.tagline.hub.crm;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Fields that a person has to decide on: one row for each field of a record. */
final class ConflictsTable {
    static final int MOST_OPEN = 10_000;
    private static final Duration KEPT = Duration.ofDays(90);
    private static final String ALL =
            """
            SELECT id, crm, model, record_key, field, owner, remote_id, place, entity, entity_id, lane, base, ours, theirs,
              found_at, changed_at, state, decided_by, decided_at
            FROM crm_conflicts
            """;

    private ConflictsTable() {}

    /**
     * Keeps it, as it is by now. What was decided is open again if either side says something else since.
     *
     * @return false if there is no room for it
     */
    static boolean put(Tx tx, String crm, Conflicts.Conflict conflict, Instant now) {
        Optional<ConflictView> known = find(tx, crm, conflict.model(), conflict.key(), conflict.field());
        if (known.isPresent() && repeats(known.get(), conflict)) {
            return true;
        }
        if (known.filter(ConflictView::isOpen).isEmpty() && countOpen(tx, crm) >= MOST_OPEN) {
            return false;
        }
        tx.execute(
                """
                INSERT INTO crm_conflicts (id, crm, model, record_key, field, owner, remote_id, place, entity, entity_id, lane, base,
                  ours, theirs, found_at, changed_at, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')
                ON CONFLICT (crm, model, record_key, field) DO UPDATE SET remote_id = excluded.remote_id, lane = excluded.lane,
                  owner = excluded.owner, base = excluded.base, ours = excluded.ours, theirs = excluded.theirs,
                  found_at = CASE WHEN crm_conflicts.state = 'open' THEN crm_conflicts.found_at ELSE excluded.found_at END,
                  changed_at = excluded.changed_at, state = 'open', decided_by = NULL, decided_at = NULL
                """,
                Uuids.bytes(TimeOrderedIds.next(now)),
                crm,
                conflict.model(),
                conflict.key(),
                conflict.field(),
                conflict.owner().name().toLowerCase(Locale.ROOT),
                conflict.remoteId(),
                conflict.target().place(),
                conflict.target().entity().code(),
                Uuids.bytes(conflict.target().id()),
                Uuids.bytes(conflict.target().partition().value()),
                conflict.base().map(ValueText::of).orElse(null),
                ValueText.of(conflict.ours()),
                ValueText.of(conflict.theirs()),
                now.toEpochMilli(),
                now.toEpochMilli());
        return true;
    }

    /** What is the hub's alone may stand otherwise there for good, as the CRM writes it: said once, until it changes. */
    private static boolean repeats(ConflictView known, Conflicts.Conflict conflict) {
        boolean says = known.theirs().equals(conflict.theirs()) && known.ours().equals(conflict.ours());
        return says && (known.isOpen() || known.owner() == Owner.HUB);
    }

    /** A field that is no conflict any more by itself; true if it was open. */
    static boolean agreed(Tx tx, String crm, String model, String key, String field, Instant now) {
        return tx.execute(
                        """
                        UPDATE crm_conflicts SET state = 'agreed', decided_at = ?
                        WHERE crm = ? AND model = ? AND record_key = ? AND field = ? AND state = 'open'
                        """,
                        now.toEpochMilli(),
                        crm,
                        model,
                        key,
                        field)
                == 1;
    }

    static void decide(Tx tx, UUID id, String side, String by, Instant now) {
        tx.execute(
                "UPDATE crm_conflicts SET state = ?, decided_by = ?, decided_at = ? WHERE id = ?",
                side,
                by,
                now.toEpochMilli(),
                Uuids.bytes(id));
    }

    static Optional<ConflictView> find(Tx tx, String crm, UUID id) {
        return tx.sql(ALL + "WHERE crm = ? AND id = ?")
                .params(crm, Uuids.bytes(id))
                .query((row, n) -> view(row))
                .optional();
    }

    private static Optional<ConflictView> find(Tx tx, String crm, String model, String key, String field) {
        return tx.sql(ALL + "WHERE crm = ? AND model = ? AND record_key = ? AND field = ?")
                .params(crm, model, key, field)
                .query((row, n) -> view(row))
                .optional();
    }

    /** Open ones of a record. */
    static List<ConflictView> open(Tx tx, String crm, String model, String key) {
        return tx.sql(ALL + "WHERE crm = ? AND model = ? AND record_key = ? AND state = 'open'")
                .params(crm, model, key)
                .query((row, n) -> view(row))
                .list();
    }

    /** Open ones of a CRM, the oldest first. */
    static List<ConflictView> open(Tx tx, String crm, Optional<UUID> after, int most) {
        return tx.sql(ALL + "WHERE crm = ? AND state = 'open' AND id > ? ORDER BY id LIMIT ?")
                .params(crm, Uuids.bytes(after.orElse(new UUID(0, 0))), most)
                .query((row, n) -> view(row))
                .list();
    }

    static long countOpen(Tx tx, String crm) {
        return tx.sql("SELECT COUNT(*) FROM crm_conflicts WHERE crm = ? AND state = 'open'")
                .param(crm)
                .query(Long.class)
                .single();
    }

    static void prune(Tx tx, String crm, Instant now) {
        tx.execute(
                "DELETE FROM crm_conflicts WHERE crm = ? AND state <> 'open' AND decided_at < ?",
                crm,
                now.minus(KEPT).toEpochMilli());
    }

    /** Nothing is left to decide of who was erased. */
    static int erase(Tx tx, CustomerId customer) {
        int own = tx.execute("DELETE FROM crm_conflicts WHERE lane = ?", Uuids.bytes(customer.value()));
        return own + TheirThings.each(tx, "DELETE FROM crm_conflicts WHERE ", customer);
    }

    /** Nor of a record that is still written as if it was somebody's. */
    static void forget(Tx tx, String crm, String model, String key) {
        tx.execute("DELETE FROM crm_conflicts WHERE crm = ? AND model = ? AND record_key = ?", crm, model, key);
    }

    private static ConflictView view(ResultSet row) throws SQLException {
        String base = row.getString("base");
        String decidedBy = row.getString("decided_by");
        long decidedAt = row.getLong("decided_at");
        boolean undecided = row.wasNull();
        return new ConflictView(
                Uuids.of(row.getBytes("id")),
                row.getString("crm"),
                new Target(
                        row.getString("place"),
                        Entity.ofCode(row.getString("entity")).orElseThrow(),
                        Uuids.of(row.getBytes("entity_id")),
                        new CustomerId(Uuids.of(row.getBytes("lane")))),
                row.getString("model"),
                row.getString("record_key"),
                row.getString("remote_id"),
                row.getString("field"),
                Owner.valueOf(row.getString("owner").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(base).map(ValueText::value),
                ValueText.value(row.getString("ours")),
                ValueText.value(row.getString("theirs")),
                Instant.ofEpochMilli(row.getLong("found_at")),
                Instant.ofEpochMilli(row.getLong("changed_at")),
                row.getString("state"),
                Optional.ofNullable(decidedBy),
                undecided ? Optional.empty() : Optional.of(Instant.ofEpochMilli(decidedAt)));
    }
}
