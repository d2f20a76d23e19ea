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

/** One row for each thing that was said; unique by the number that its source gave it. */
final class InteractionsTable {
    private InteractionsTable() {}

    static boolean insert(Tx tx, UUID id, Interaction said) {
        return tx.execute(
                        """
                        INSERT INTO interactions (id, source_system, source_id, channel, direction, customer, parcel, case_id, agent,
                          at, summary)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source_system, source_id) DO NOTHING
                        """,
                        Uuids.bytes(id),
                        said.source(),
                        said.sourceId(),
                        said.channel().code(),
                        said.direction().code(),
                        said.customer().map(who -> Uuids.bytes(who.value())).orElse(null),
                        said.parcel().map(what -> Uuids.bytes(what.value())).orElse(null),
                        said.caseId().map(Uuids::bytes).orElse(null),
                        said.agent().orElse(null),
                        said.at().toEpochMilli(),
                        said.summary().value())
                > 0;
    }

    static List<Interactions.Kept> of(Tx tx, Interactions.About about, Optional<Interactions.Cursor> before, int most) {
        String column =
                about.customer().isPresent() ? "customer" : about.parcel().isPresent() ? "parcel" : "case_id";
        List<byte[]> keys = about.customer()
                .map(id -> Family.keys(tx, id))
                .or(() -> about.parcel().map(ParcelId::value).or(about::caseId).map(id -> List.of(Uuids.bytes(id))))
                .orElseThrow(() -> new IllegalArgumentException("about nothing: expected customer, parcel or case"));
        List<Object> values = new ArrayList<>(keys);
        before.ifPresent(cursor -> values.addAll(List.of(cursor.atMs(), cursor.atMs(), Uuids.bytes(cursor.id()))));
        values.add(most);
        return tx.sql(
                        "SELECT id, source_system, source_id, channel, direction, customer, parcel, case_id, agent, at, summary"
                                + " FROM interactions WHERE " + column + " IN " + Family.places(keys)
                                + (before.isPresent() ? " AND (at < ? OR (at = ? AND id < ?))" : "")
                                + " ORDER BY at DESC, id DESC LIMIT ?")
                .params(values)
                .query((row, n) -> read(row))
                .list();
    }

    static int count(Tx tx, UUID caseId) {
        return tx.sql("SELECT COUNT(*) FROM interactions WHERE case_id = ?")
                .param(Uuids.bytes(caseId))
                .query(Integer.class)
                .single();
    }

    static int count(Tx tx, UUID caseId, String source) {
        return tx.sql("SELECT COUNT(*) FROM interactions WHERE case_id = ? AND source_system = ?")
                .params(Uuids.bytes(caseId), source)
                .query(Integer.class)
                .single();
    }

    /** What was said before then; how many rows. */
    static int prune(Tx tx, Instant before, int most) {
        return tx.execute(
                "DELETE FROM interactions WHERE id IN (SELECT id FROM interactions WHERE at < ? ORDER BY at LIMIT ?)",
                before.toEpochMilli(),
                most);
    }

    private static Interactions.Kept read(ResultSet row) throws SQLException {
        return new Interactions.Kept(
                Uuids.of(row.getBytes("id")),
                new Interaction(
                        row.getString("source_system"),
                        row.getString("source_id"),
                        // written by this hub, unless the database comes from a newer one
                        Channel.ofCode(row.getString("channel")).orElse(Channel.HUB),
                        Interaction.Direction.ofCode(row.getString("direction")).orElse(Interaction.Direction.OUT),
                        Optional.ofNullable(row.getBytes("customer")).map(id -> new CustomerId(Uuids.of(id))),
                        Optional.ofNullable(row.getBytes("parcel")).map(id -> new ParcelId(Uuids.of(id))),
                        Optional.ofNullable(row.getBytes("case_id")).map(Uuids::of),
                        Optional.ofNullable(row.getString("agent")),
                        Instant.ofEpochMilli(row.getLong("at")),
                        new Personal(row.getString("summary"))));
    }
}
