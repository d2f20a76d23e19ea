package io.tagline.hub.promise;

import io.tagline.hub.promise.Promise.Days;
import io.tagline.hub.promise.Promise.Reason;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Promises, and the newest of each parcel on the parcel's own row. Rows are added, never changed. */
final class PromisesTable {
    private PromisesTable() {}

    /** Oldest first. */
    static List<Promise> of(Tx tx, ParcelId parcel) {
        return tx.sql("SELECT from_day, by_day, reason, note, computed_at FROM promises WHERE parcel = ? ORDER BY seq")
                .param(Uuids.bytes(parcel.value()))
                .query((row, n) -> promise(row))
                .list();
    }

    private static Promise promise(ResultSet row) throws SQLException {
        String from = row.getString("from_day");
        String by = row.getString("by_day");
        Optional<Days> days = from == null || by == null
                ? Optional.empty()
                : Optional.of(new Days(LocalDate.parse(from), LocalDate.parse(by)));
        return new Promise(
                days,
                // written by this hub, unless the database comes from a newer one
                Reason.ofCode(row.getString("reason")).orElse(Reason.ACCEPTED),
                Optional.ofNullable(row.getString("note")),
                Instant.ofEpochMilli(row.getLong("computed_at")));
    }

    /**
     * Adds one.
     *
     * @param seq its number among the parcel's, from 1; false if that one is there already, by another hub
     */
    static boolean add(Tx tx, ParcelId parcel, int seq, Promise promise) {
        byte[] id = Uuids.bytes(parcel.value());
        String from = promise.days().map(days -> days.from().toString()).orElse(null);
        String by = promise.days().map(days -> days.by().toString()).orElse(null);
        int added = tx.execute(
                """
                INSERT INTO promises (parcel, seq, from_day, by_day, reason, note, computed_at) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                id,
                seq,
                from,
                by,
                promise.reason().code(),
                promise.note().orElse(null),
                promise.computedAt().toEpochMilli());
        if (added == 0) {
            return false;
        }
        tx.execute(
                "UPDATE parcels SET promised_from = ?, promised_by = ?, promise_changes = ? WHERE id = ?",
                from == null || from.equals(by) ? null : from,
                by,
                seq,
                id);
        return true;
    }
}
