package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row for each case. */
final class CasesTable {
    private static final String SELECT =
            """
            SELECT c.id, c.number, c.source, c.reference, c.kind, c.state, c.customer, c.parcel, c.site, c.reply_to, c.subject,
              c.body, c.owner, c.supervisor, c.opened_at, c.respond_warn_at, c.respond_by, c.resolve_warn_at, c.resolve_by,
              c.responded_at, c.waiting_since, c.resolved_at, c.closed_at, c.escalation, c.resolution, c.answer, c.version,
              c.updated_at, m.currency, m.claimed, m.proposed, m.proposed_by, m.proposed_at, m.decision, m.decided_by,
              m.decided_at, m.note
            FROM cases c LEFT JOIN claims m ON m.case_id = c.id
            """;

    private CasesTable() {}

    static Optional<Case> byNumber(Tx tx, String number) {
        return tx.sql(SELECT + "WHERE c.number = ?")
                .param(number)
                .query((row, n) -> read(row))
                .optional();
    }

    static Optional<Case> byId(Tx tx, UUID id) {
        return tx.sql(SELECT + "WHERE c.id = ?")
                .param(Uuids.bytes(id))
                .query((row, n) -> read(row))
                .optional();
    }

    static Optional<Case> bySource(Tx tx, String source, String reference) {
        return tx.sql(SELECT + "WHERE c.source = ? AND c.reference = ?")
                .params(source, reference)
                .query((row, n) -> read(row))
                .optional();
    }

    /** Newest first. */
    static List<Case> list(Tx tx, CaseFilter filter, Optional<UUID> before, int most) {
        StringBuilder where = new StringBuilder("WHERE 1 = 1");
        List<Object> values = new ArrayList<>();
        filter.owner().ifPresent(owner -> and(where, values, "c.owner = ?", owner));
        filter.kind().ifPresent(kind -> and(where, values, "c.kind = ?", kind.code()));
        filter.state().ifPresent(state -> and(where, values, "c.state = ?", state.code()));
        filter.customer().ifPresent(id -> {
            List<byte[]> family = Family.keys(tx, id);
            where.append(" AND c.customer IN ").append(Family.places(family));
            values.addAll(family);
        });
        filter.parcel().ifPresent(id -> and(where, values, "c.parcel = ?", Uuids.bytes(id.value())));
        before.ifPresent(id -> and(where, values, "c.id < ?", Uuids.bytes(id)));
        if (filter.onlyOpen()) {
            where.append(" AND c.state NOT IN ('resolved', 'closed')");
        }
        values.add(most);
        return tx.sql(SELECT + where + " ORDER BY c.id DESC LIMIT ?")
                .params(values)
                .query((row, n) -> read(row))
                .list();
    }

    static int opened(Tx tx, String source, CustomerId customer, Instant since) {
        List<byte[]> family = Family.keys(tx, customer);
        List<Object> values = new ArrayList<>(family);
        values.add(source);
        values.add(since.toEpochMilli());
        return tx.sql("SELECT COUNT(*) FROM cases WHERE customer IN " + Family.places(family)
                        + " AND source = ? AND opened_at > ?")
                .params(values)
                .query(Integer.class)
                .single();
    }

    /**
     * Those that mails of an address opened since then, newest first.
     *
     * @param customer whom the address is known to lead to: with it the index of customers is used, without it that of addresses
     */
    static List<UUID> mailed(Tx tx, String from, Optional<CustomerId> customer, Instant since, int most) {
        List<Object> values = new ArrayList<>();
        customer.ifPresent(id -> values.add(Uuids.bytes(id.value())));
        // ids begin with the time
        values.addAll(List.of(from, Uuids.bytes(new UUID(since.toEpochMilli() << 16, 0)), most));
        return tx.sql("SELECT id FROM cases WHERE " + (customer.isPresent() ? "customer = ?" : "customer IS NULL")
                        + " AND reply_to = ? AND id > ? AND source = 'email' ORDER BY id DESC LIMIT ?")
                .params(values)
                .query((row, n) -> Uuids.of(row.getBytes(1)))
                .list();
    }

    /** Neither resolved nor closed, nor waiting for the customer. */
    static List<Case> due(Tx tx, Optional<String> owner, int most) {
        StringBuilder where = new StringBuilder("WHERE c.resolved_at IS NULL AND c.state IN ('new', 'open')");
        List<Object> values = new ArrayList<>();
        owner.ifPresent(name -> and(where, values, "c.owner = ?", name));
        values.add(most);
        return tx.sql(SELECT + where + " ORDER BY c.resolve_by, c.id LIMIT ?")
                .params(values)
                .query((row, n) -> read(row))
                .list();
    }

    private static void and(StringBuilder where, List<Object> values, String condition, Object value) {
        where.append(" AND ").append(condition);
        values.add(value);
    }

    /** False if there is one of this source and reference. */
    static boolean insert(Tx tx, Case opened, Optional<Instant> lookAt) {
        return tx.execute(
                        """
                        INSERT INTO cases (id, number, source, reference, kind, state, customer, parcel, site, reply_to, subject, body,
                          owner, supervisor, opened_at, respond_warn_at, respond_by, resolve_warn_at, resolve_by, escalation,
                          look_at, version, updated_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (source, reference) DO NOTHING
                        """,
                        Uuids.bytes(opened.id()),
                        opened.number(),
                        opened.source(),
                        opened.reference(),
                        opened.kind().code(),
                        opened.progress().state().code(),
                        opened.customer().map(id -> Uuids.bytes(id.value())).orElse(null),
                        opened.parcel().map(id -> Uuids.bytes(id.value())).orElse(null),
                        opened.site().orElse(null),
                        opened.replyTo().map(Personal::value).orElse(null),
                        opened.subject().value(),
                        opened.text().value(),
                        opened.progress().owner(),
                        opened.supervisor(),
                        opened.openedAt().toEpochMilli(),
                        opened.progress().due().respondWarn().toEpochMilli(),
                        opened.progress().due().respondBy().toEpochMilli(),
                        opened.progress().due().resolveWarn().toEpochMilli(),
                        opened.progress().due().resolveBy().toEpochMilli(),
                        opened.progress().escalation().code(),
                        millis(lookAt),
                        opened.version(),
                        opened.updatedAt().toEpochMilli())
                > 0;
    }

    /** Writes what may change, and the next version; false if somebody else was first. */
    static boolean update(Tx tx, Case changed, Optional<Instant> lookAt) {
        return tx.execute(
                        """
                        UPDATE cases SET state = ?, owner = ?, resolve_warn_at = ?, resolve_by = ?, responded_at = ?,
                          waiting_since = ?, resolved_at = ?, closed_at = ?, escalation = ?, look_at = ?, resolution = ?,
                          answer = ?, version = version + 1, updated_at = ?
                        WHERE id = ? AND version = ?
                        """,
                        changed.progress().state().code(),
                        changed.progress().owner(),
                        changed.progress().due().resolveWarn().toEpochMilli(),
                        changed.progress().due().resolveBy().toEpochMilli(),
                        millis(changed.progress().respondedAt()),
                        millis(changed.progress().waitingSince()),
                        millis(changed.progress().resolvedAt()),
                        millis(changed.progress().closedAt()),
                        changed.progress().escalation().code(),
                        millis(lookAt),
                        changed.progress().resolution().map(Personal::value).orElse(null),
                        changed.progress().answer().orElse(null),
                        changed.updatedAt().toEpochMilli(),
                        Uuids.bytes(changed.id()),
                        changed.version())
                > 0;
    }

    /** Those that the sweep is to look at, longest first. */
    static List<Case> due(Tx tx, Instant now, int most) {
        return tx.sql(SELECT + "WHERE c.look_at <= ? ORDER BY c.look_at LIMIT ?")
                .params(now.toEpochMilli(), most)
                .query((row, n) -> read(row))
                .list();
    }

    /** Cases that were closed before then, with all that belongs to them; how many. */
    static int prune(Tx tx, Instant before, int most) {
        List<Object[]> old = tx.sql("SELECT id FROM cases WHERE closed_at < ? ORDER BY closed_at LIMIT ?")
                .params(before.toEpochMilli(), most)
                .query((row, n) -> new Object[] {row.getBytes(1)})
                .list();
        tx.update("DELETE FROM case_events WHERE case_id = ?", old);
        tx.update("DELETE FROM claims WHERE case_id = ?", old);
        tx.update("DELETE FROM mails_out WHERE case_id = ?", old);
        tx.update("DELETE FROM cases WHERE id = ?", old);
        return old.size();
    }

    private static Case read(ResultSet row) throws SQLException {
        return new Case(
                Uuids.of(row.getBytes("id")),
                row.getString("number"),
                row.getString("source"),
                row.getString("reference"),
                // codes are written by this hub, unless the database comes from a newer one
                CaseKind.ofCode(row.getString("kind")).orElse(CaseKind.REQUEST),
                Optional.ofNullable(row.getBytes("customer")).map(id -> new CustomerId(Uuids.of(id))),
                Optional.ofNullable(row.getBytes("parcel")).map(id -> new ParcelId(Uuids.of(id))),
                Optional.ofNullable(row.getString("site")),
                Optional.ofNullable(row.getString("reply_to")).map(Personal::new),
                new Personal(row.getString("subject")),
                new Personal(row.getString("body")),
                row.getString("supervisor"),
                Instant.ofEpochMilli(row.getLong("opened_at")),
                progress(row),
                ClaimsTable.read(row),
                row.getInt("version"),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }

    private static CaseProgress progress(ResultSet row) throws SQLException {
        return new CaseProgress(
                CaseState.ofCode(row.getString("state")).orElse(CaseState.OPEN),
                row.getString("owner"),
                new DueTimes(
                        Instant.ofEpochMilli(row.getLong("respond_warn_at")),
                        Instant.ofEpochMilli(row.getLong("respond_by")),
                        Instant.ofEpochMilli(row.getLong("resolve_warn_at")),
                        Instant.ofEpochMilli(row.getLong("resolve_by"))),
                instant(row, "responded_at"),
                instant(row, "waiting_since"),
                instant(row, "resolved_at"),
                instant(row, "closed_at"),
                Escalation.ofCode(row.getString("escalation")),
                Optional.ofNullable(row.getString("resolution")).map(Personal::new),
                Optional.ofNullable(row.getString("answer")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static @Nullable Long millis(Optional<Instant> at) {
        return at.map(Instant::toEpochMilli).orElse(null);
    }
}
