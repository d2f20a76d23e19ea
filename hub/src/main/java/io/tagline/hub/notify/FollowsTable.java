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
import java.util.Optional;
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

    /** One of them. */
    record Follow(UUID parcel, UUID contact) {}

    /** Those that are old, and those of parcels that are done with or in no order any more. */
    static List<Follow> old(Tx tx, Instant askedBefore, Instant doneBefore, Optional<Follow> after, int most) {
        Follow last = after.orElse(new Follow(new UUID(0, 0), new UUID(0, 0)));
        byte[] parcel = Uuids.bytes(last.parcel());
        return tx.sql(
                        """
                        SELECT f.parcel, f.contact FROM notice_follows f LEFT JOIN parcels p ON p.id = f.parcel
                        WHERE f.parcel >= ? AND (f.parcel > ? OR f.contact > ?) AND (f.created_at < ? OR p.id IS NULL
                          OR p.retired_at < ? OR (p.status IN ('delivered', 'returned') AND p.status_at < ?))
                        ORDER BY f.parcel, f.contact LIMIT ?
                        """)
                .params(
                        parcel,
                        parcel,
                        Uuids.bytes(last.contact()),
                        askedBefore.toEpochMilli(),
                        doneBefore.toEpochMilli(),
                        doneBefore.toEpochMilli(),
                        most)
                .query((row, n) -> new Follow(Uuids.of(row.getBytes(1)), Uuids.of(row.getBytes(2))))
                .list();
    }

    static void delete(Tx tx, List<Follow> follows) {
        tx.update(
                "DELETE FROM notice_follows WHERE parcel = ? AND contact = ?",
                follows.stream()
                        .map(one -> new Object[] {Uuids.bytes(one.parcel()), Uuids.bytes(one.contact())})
                        .toList());
    }
}
