package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which record of a CRM is which of ours. */
final class LinksTable {
    private static final String ALL =
            """
            SELECT model, record_key, remote_id, place, entity, entity_id, lane, version, pushed_hash, base FROM crm_links
            """;

    private LinksTable() {}

    static Optional<Linked> find(Tx tx, String crm, String model, String key) {
        return tx.sql(ALL + "WHERE crm = ? AND model = ? AND record_key = ?")
                .params(crm, model, key)
                .query((row, n) -> linked(row))
                .optional();
    }

    /** Whatever its key was when it was written last. */
    static Optional<Linked> find(Tx tx, String crm, Target target) {
        return tx.sql(ALL + "WHERE crm = ? AND entity_id = ? AND place = ? ORDER BY pushed_at DESC LIMIT 1")
                .params(crm, Uuids.bytes(target.id()), target.place())
                .query((row, n) -> linked(row))
                .optional();
    }

    /** One of our values as the CRM would have it: a link by the CRM's id, where the record that it leads to is there. */
    static Value resolved(Tx tx, String crm, Value ours) {
        if (ours instanceof Value.Link link && link.remoteId().isEmpty()) {
            Optional<String> remoteId = find(tx, crm, link.model(), link.key()).map(Linked::remoteId);
            return new Value.Link(link.model(), link.key(), remoteId);
        }
        return ours;
    }

    /** By the CRM's ids; records that aren't ours are left out. */
    static Map<String, Linked> byRemoteId(Tx tx, String crm, String model, Collection<String> remoteIds) {
        Map<String, Linked> found = new HashMap<>();
        tx.forEach(
                ALL + "WHERE crm = ? AND model = ? AND remote_id IN ",
                List.of(crm, model),
                remoteIds,
                row -> found.put(row.getString("remote_id"), linked(row)));
        return found;
    }

    /** This record is at the CRM, as written or seen now. */
    static void put(Tx tx, String crm, Linked link, Instant now) {
        // somebody merged two records there: the CRM has one, and so have we
        tx.execute(
                "DELETE FROM crm_links WHERE crm = ? AND model = ? AND remote_id = ? AND record_key <> ?",
                crm,
                link.model(),
                link.remoteId(),
                link.key());
        tx.execute(
                """
                INSERT INTO crm_links (crm, model, record_key, remote_id, place, entity, entity_id, lane, version, pushed_hash,
                  base, linked_at, pushed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (crm, model, record_key) DO UPDATE SET remote_id = excluded.remote_id, lane = excluded.lane,
                  version = excluded.version, pushed_hash = excluded.pushed_hash, base = excluded.base, pushed_at = excluded.pushed_at
                """,
                crm,
                link.model(),
                link.key(),
                link.remoteId(),
                link.target().place(),
                link.target().entity().code(),
                Uuids.bytes(link.target().id()),
                Uuids.bytes(link.target().partition().value()),
                link.version().orElse(null),
                link.pushed().map(Fingerprint::bytes).orElse(null),
                link.base().map(ValueText::json).orElse(null),
                now.toEpochMilli(),
                now.toEpochMilli());
    }

    /** What both sides have is this by now; nothing was written there. */
    static void agreed(Tx tx, String crm, Linked link) {
        tx.execute(
                "UPDATE crm_links SET version = ?, pushed_hash = ?, base = ? WHERE crm = ? AND model = ? AND record_key = ?",
                link.version().orElse(null),
                link.pushed().map(Fingerprint::bytes).orElse(null),
                link.base().map(ValueText::json).orElse(null),
                crm,
                link.model(),
                link.key());
    }

    /** Whether something was written there since then, or may have been. */
    static boolean pushedSince(Tx tx, String crm, Linked link, Instant since) {
        return tx.sql(
                                "SELECT COUNT(*) FROM crm_links WHERE crm = ? AND model = ? AND record_key = ? AND pushed_at >= ?")
                        .params(crm, link.model(), link.key(), since.toEpochMilli())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** A comparison has seen these at the CRM. */
    static void compared(Tx tx, String crm, List<Linked> links, Instant now) {
        List<Object[]> rows = new ArrayList<>(links.size());
        links.forEach(link -> rows.add(new Object[] {now.toEpochMilli(), crm, link.model(), link.key()}));
        tx.update("UPDATE crm_links SET compared_at = ? WHERE crm = ? AND model = ? AND record_key = ?", rows);
    }

    /** Whether it was at the CRM since then. */
    static boolean seenSince(Tx tx, String crm, String model, String key, Instant since) {
        return tx.sql(
                                """
                                SELECT COUNT(*) FROM crm_links
                                WHERE crm = ? AND model = ? AND record_key = ? AND (compared_at >= ? OR pushed_at >= ?)
                                """)
                        .params(crm, model, key, since.toEpochMilli(), since.toEpochMilli())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** All that have records of ours. */
    static List<String> models(Tx tx, String crm) {
        return tx.sql("SELECT DISTINCT model FROM crm_links WHERE crm = ?")
                .param(crm)
                .query(String.class)
                .list();
    }

    /** Whose records are of this model. */
    static List<Entity> entities(Tx tx, String crm, String model) {
        return tx.sql("SELECT DISTINCT entity FROM crm_links WHERE crm = ? AND model = ?")
                .params(crm, model)
                .query((row, n) -> Entity.ofCode(row.getString(1)).orElseThrow())
                .list();
    }

    /** Parts of the mapping that make records of it. */
    static List<String> places(Tx tx, String crm, String model) {
        return tx.sql("SELECT DISTINCT place FROM crm_links WHERE crm = ? AND model = ?")
                .params(crm, model)
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** It is known no more where it is. */
    static void remove(Tx tx, String crm, String model, String key) {
        tx.execute("DELETE FROM crm_links WHERE crm = ? AND model = ? AND record_key = ?", crm, model, key);
    }

    /** What CRMs have of a customer. */
    static List<CrmRecords.Held> held(Tx tx, CustomerId customer) {
        return tx.sql(
                        "SELECT crm, model, remote_id, pushed_at FROM crm_links WHERE lane = ? ORDER BY crm, model, remote_id")
                .param(Uuids.bytes(customer.value()))
                .query((row, n) -> new CrmRecords.Held(
                        row.getString(1), row.getString(2), row.getString(3), Instant.ofEpochMilli(row.getLong(4))))
                .list();
    }

    /** What was the same on both sides is known no more. */
    static int forget(Tx tx, CustomerId customer) {
        return tx.execute(
                "UPDATE crm_links SET base = NULL, pushed_hash = NULL WHERE lane = ?", Uuids.bytes(customer.value()));
    }

    static long count(Tx tx, String crm, String model) {
        return tx.sql("SELECT COUNT(*) FROM crm_links WHERE crm = ? AND model = ?")
                .params(crm, model)
                .query(Long.class)
                .single();
    }

    private static Linked linked(ResultSet row) throws SQLException {
        return new Linked(
                row.getString("model"),
                row.getString("record_key"),
                row.getString("remote_id"),
                new Target(
                        row.getString("place"),
                        Entity.ofCode(row.getString("entity")).orElseThrow(),
                        Uuids.of(row.getBytes("entity_id")),
                        new CustomerId(Uuids.of(row.getBytes("lane")))),
                Optional.ofNullable(row.getString("version")),
                Optional.ofNullable(row.getBytes("pushed_hash")).map(Fingerprint::ofBytes),
                Optional.ofNullable(row.getString("base")).map(ValueText::fields));
    }
}
