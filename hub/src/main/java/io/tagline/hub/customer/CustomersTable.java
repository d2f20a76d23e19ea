package io.tagline.hub.customer;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One row for each customer of each source. */
final class CustomersTable {
    private CustomersTable() {}

    static Optional<CustomerId> idOf(Tx tx, String source, String reference) {
        return tx.sql("SELECT id FROM customers WHERE source = ? AND reference = ?")
                .params(source, reference)
                .query((row, n) -> id(row))
                .optional();
    }

    static Optional<CustomerView> find(Tx tx, CustomerId id) {
        return tx.sql(
                        """
                        SELECT source, reference, name, segment, roles, stage, version, merged_into, erased_at, updated_at
                        FROM customers WHERE id = ?
                        """)
                .param(Uuids.bytes(id.value()))
                .query((row, n) -> view(tx, id, row))
                .optional();
    }

    private static CustomerView view(Tx tx, CustomerId id, ResultSet row) throws SQLException {
        long erasedMs = row.getLong("erased_at");
        Optional<Instant> erased = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(erasedMs));
        return new CustomerView(
                id,
                row.getString("source"),
                row.getString("reference"),
                Optional.ofNullable(row.getString("name")).map(Personal::new),
                Optional.ofNullable(row.getString("segment")),
                PartyRole.split(row.getString("roles")),
                LifecycleStage.parse(row.getString("stage")),
                ContactPointsTable.of(tx, id),
                PreferencesTable.of(tx, id),
                row.getInt("version"),
                Optional.ofNullable(row.getBytes("merged_into")).map(into -> new CustomerId(Uuids.of(into))),
                erased,
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }

    /** Until this transaction ends nobody else changes these. */
    static void own(Tx tx, Collection<CustomerId> ids) {
        tx.forEachForUpdate(
                "SELECT id FROM customers WHERE id IN",
                ids.stream().map(id -> Uuids.bytes(id.value())).toList(),
                "id",
                row -> {});
    }

    static void insert(Tx tx, CustomerId id, String source, String reference, PartyRole role, Instant now) {
        tx.execute(
                "INSERT INTO customers (id, source, reference, roles, stage, version, updated_at) VALUES (?, ?, ?, ?, ?, 0, ?)",
                Uuids.bytes(id.value()),
                source,
                reference,
                PartyRole.join(Set.of(role)),
                LifecycleStage.ACTIVE.code(),
                now.toEpochMilli());
    }

    /** What a document says in the customer's own row; one more version. */
    static void update(Tx tx, CustomerId id, CustomerDocument document, Instant now) {
        tx.execute(
                """
                UPDATE customers SET name = ?, segment = ?, roles = ?, stage = ?, version = version + 1, updated_at = ?
                WHERE id = ?
                """,
                text(document.name()),
                document.segment().orElse(null),
                PartyRole.join(document.roles()),
                document.stage().code(),
                now.toEpochMilli(),
                Uuids.bytes(id.value()));
    }

    /** What orders have said. */
    static Said said(Tx tx, CustomerId id) {
        return Said.kept(tx.sql("SELECT said FROM customers WHERE id = ? AND said IS NOT NULL")
                .param(Uuids.bytes(id.value()))
                .query((row, n) -> row.getBytes(1))
                .optional());
    }

    static void say(Tx tx, CustomerId id, Said said) {
        tx.execute("UPDATE customers SET said = ? WHERE id = ?", said.bytes(), Uuids.bytes(id.value()));
    }

    static void touch(Tx tx, CustomerId id, Instant now) {
        tx.execute(
                "UPDATE customers SET version = version + 1, updated_at = ? WHERE id = ?",
                now.toEpochMilli(),
                Uuids.bytes(id.value()));
    }

    static void merge(Tx tx, CustomerId gone, Optional<CustomerId> into) {
        tx.execute(
                "UPDATE customers SET merged_into = ? WHERE id = ?",
                into.map(kept -> Uuids.bytes(kept.value())).orElse(null),
                Uuids.bytes(gone.value()));
    }

    /** This one and all that turned out to be it, itself first. */
    static List<CustomerId> family(Tx tx, CustomerId id) {
        return tx.sql(
                        """
                        WITH RECURSIVE family (id, depth) AS (
                          SELECT id, 0 FROM customers WHERE id = ?
                          UNION ALL
                          SELECT c.id, f.depth + 1 FROM customers c JOIN family f ON c.merged_into = f.id
                        )
                        SELECT id FROM family ORDER BY depth, id
                        """)
                .param(Uuids.bytes(id.value()))
                .query((row, n) -> id(row))
                .list();
    }

    /** The one that this one turned out to be, in the end; itself as long as it did not. */
    static Optional<CustomerId> root(Tx tx, CustomerId id) {
        return tx.sql(
                        """
                        WITH RECURSIVE way (id, merged_into) AS (
                          SELECT id, merged_into FROM customers WHERE id = ?
                          UNION ALL
                          SELECT c.id, c.merged_into FROM customers c JOIN way w ON c.id = w.merged_into
                        )
                        SELECT id FROM way WHERE merged_into IS NULL
                        """)
                .param(Uuids.bytes(id.value()))
                .query((row, n) -> id(row))
                .optional();
    }

    /** Nothing of the person stays; its source would know the pseudonym by what it called the customer. */
    static void erase(Tx tx, CustomerId id, String pseudonym, Instant now) {
        tx.execute(
                """
                UPDATE customers SET name = NULL, said = NULL, reference = ?, erased_at = ?, version = version + 1, updated_at = ?
                WHERE id = ?
                """,
                pseudonym,
                now.toEpochMilli(),
                now.toEpochMilli(),
                Uuids.bytes(id.value()));
    }

    private static CustomerId id(ResultSet row) throws SQLException {
        return new CustomerId(Uuids.of(row.getBytes(1)));
    }

    private static @Nullable String text(Optional<Personal> value) {
        return value.map(Personal::value).orElse(null);
    }
}
