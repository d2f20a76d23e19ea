package io.tagline.hub.notify;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who asked to be told of a parcel. */
final class FollowsTable {
    private FollowsTable() {}

    static long count(Tx tx, ParcelId parcel) {
        return tx.sql("SELECT COUNT(*) FROM notice_follows WHERE parcel = ?")
                .param(Uuids.bytes(parcel.value()))
                .query(Long.class)
                .single();
    }

    static void add(Tx tx, ParcelId parcel, UUID contact, Instant now) {
        tx.execute(
                "INSERT INTO notice_follows (parcel, contact, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                Uuids.bytes(parcel.value()),
                Uuids.bytes(contact),
                now.toEpochMilli());
    }

    /** Contacts that asked, by parcel. */
    static Map<ParcelId, List<UUID>> of(Tx tx, Collection<ParcelId> parcels) {
        Map<ParcelId, List<UUID>> found = new HashMap<>();
        tx.forEach(
                "SELECT parcel, contact FROM notice_follows WHERE parcel IN ",
                parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList(),
                row -> found.computeIfAbsent(new ParcelId(Uuids.of(row.getBytes(1))), id -> new ArrayList<>())
                        .add(Uuids.of(row.getBytes(2))));
        return found;
    }

    static void forget(Tx tx, UUID contact) {
        tx.execute("DELETE FROM notice_follows WHERE contact = ?", Uuids.bytes(contact));
    }

    /** Lets those go that are old, and those of parcels that are done with or in no order any more. */
    static int prune(Tx tx, Instant askedBefore, Instant doneBefore, int most) {
        return tx.execute(
                """
                DELETE FROM notice_follows WHERE (parcel, contact) IN (
                  SELECT f.parcel, f.contact FROM notice_follows f LEFT JOIN parcels p ON p.id = f.parcel
                  WHERE f.created_at < ? OR p.id IS NULL OR p.retired_at < ?
                    OR (p.status IN ('delivered', 'returned') AND p.status_at < ?)
                  LIMIT ?)
                """,
                askedBefore.toEpochMilli(),
                doneBefore.toEpochMilli(),
                doneBefore.toEpochMilli(),
                most);
    }
}
