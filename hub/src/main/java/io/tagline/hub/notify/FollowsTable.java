package io.tagline.hub.notify;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
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

    static void add(Tx tx, ParcelId parcel, UUID contact) {
        tx.execute(
                "INSERT INTO notice_follows (parcel, contact) VALUES (?, ?) ON CONFLICT DO NOTHING",
                Uuids.bytes(parcel.value()),
                Uuids.bytes(contact));
    }
}
