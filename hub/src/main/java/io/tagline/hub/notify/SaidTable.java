package io.tagline.hub.notify;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What contacts were told of parcels, or may have been: of notices that went, are under way, or went perhaps. */
final class SaidTable {
    private static final String ALL =
            """
            SELECT parcel, contact, told, COALESCE(sent_at, created_at), state FROM notices
            WHERE told IS NOT NULL AND (state IN ('sent', 'sending') OR unsure = 1)
            """;

    private SaidTable() {}

    /**
     * One of them.
     *
     * @param sure false where nobody knows whether it got there
     */
    record Said(Told told, Instant at, boolean sure) {}

    /** What this contact was told of these parcels, the oldest first. */
    static Map<ParcelId, List<Said>> to(Tx tx, UUID contact, Collection<ParcelId> parcels) {
        Map<ParcelId, List<Said>> found = new HashMap<>();
        tx.forEach(
                ALL + " AND contact = ? AND parcel IN ",
                List.of(Uuids.bytes(contact)),
                keys(parcels),
                row -> found.computeIfAbsent(new ParcelId(Uuids.of(row.getBytes(1))), parcel -> new ArrayList<>())
                        .add(said(row)));
        found.values().forEach(SaidTable::inOrder);
        return found;
    }

    /** What anybody was told of these parcels, by contact, the oldest first. */
    static Map<ParcelId, Map<UUID, List<Said>>> of(Tx tx, Collection<ParcelId> parcels) {
        Map<ParcelId, Map<UUID, List<Said>>> found = new HashMap<>();
        tx.forEach(ALL + " AND parcel IN ", keys(parcels), row -> found.computeIfAbsent(
                        new ParcelId(Uuids.of(row.getBytes(1))), parcel -> new HashMap<>())
                .computeIfAbsent(Uuids.of(row.getBytes(2)), contact -> new ArrayList<>())
                .add(said(row)));
        found.values().forEach(contacts -> contacts.values().forEach(SaidTable::inOrder));
        return found;
    }

    private static Said said(ResultSet row) throws SQLException {
        return new Said(
                Told.parse(row.getString(3)),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5).equals(NoticeState.SENT.code()));
    }

    private static void inOrder(List<Said> said) {
        said.sort(Comparator.comparing(Said::at));
    }

    private static List<byte[]> keys(Collection<ParcelId> parcels) {
        return parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList();
    }
}
