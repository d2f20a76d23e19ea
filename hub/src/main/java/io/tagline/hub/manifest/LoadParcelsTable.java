package io.tagline.hub.manifest;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.wire.Direction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parcels of each load. */
final class LoadParcelsTable {
    private LoadParcelsTable() {}

    /** In the order in which they were put. */
    static List<LoadParcel> of(Tx tx, String site, String portal) {
        return tx.sql("SELECT parcel, refused FROM load_parcels WHERE site = ? AND portal = ? ORDER BY position")
                .params(site, portal)
                .query((row, n) ->
                        new LoadParcel(new ParcelId(Uuids.of(row.getBytes(1))), Optional.ofNullable(row.getString(2))))
                .list();
    }

    static void replace(Tx tx, String site, String portal, List<LoadParcel> parcels) {
        clear(tx, site, portal);
        List<Object[]> rows = new ArrayList<>(parcels.size());
        for (LoadParcel parcel : parcels) {
            rows.add(new Object[] {
                site,
                portal,
                Uuids.bytes(parcel.parcel().value()),
                rows.size(),
                parcel.refused().orElse(null)
            });
        }
        tx.update("INSERT INTO load_parcels (site, portal, parcel, position, refused) VALUES (?, ?, ?, ?, ?)", rows);
    }

    static void clear(Tx tx, String site, String portal) {
        tx.execute("DELETE FROM load_parcels WHERE site = ? AND portal = ?", site, portal);
    }

    /** How many parcels each portal of a site has, expected and refused together. */
    static Map<String, Long> counts(Tx tx, String site) {
        Map<String, Long> counts = new HashMap<>();
        tx.sql("SELECT portal, COUNT(*) FROM load_parcels WHERE site = ? GROUP BY portal")
                .param(site)
                .query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }

    /** Where else at the site these parcels are expected for this load: portals by parcel. */
    static Map<ParcelId, String> expectedElsewhere(
            Tx tx, String site, String portal, String load, Collection<ParcelId> parcels) {
        Map<ParcelId, String> found = new HashMap<>();
        tx.forEach(
                """
                SELECT p.parcel, p.portal FROM load_parcels p JOIN loads l ON l.site = p.site AND l.portal = p.portal
                WHERE p.refused IS NULL AND l.site = ? AND l.portal <> ? AND l.load = ? AND p.parcel IN
                """,
                List.of(site, portal, load),
                keys(parcels),
                row -> found.put(new ParcelId(Uuids.of(row.getBytes(1))), row.getString(2)));
        return found;
    }

    /** Calls for each load that has one of these parcels, in the same order in every transaction. */
    static void forEachLoadWith(Tx tx, Collection<ParcelId> parcels, PortalReader reader) {
        Map<String, Set<String>> portals = new TreeMap<>();
        tx.forEach(
                "SELECT DISTINCT site, portal FROM load_parcels WHERE parcel IN ",
                keys(parcels),
                row -> portals.computeIfAbsent(row.getString(1), site -> new TreeSet<>())
                        .add(row.getString(2)));
        portals.forEach((site, ids) -> ids.forEach(portal -> reader.read(site, portal)));
    }

    /** Takes portals. */
    interface PortalReader {
        void read(String site, String portal);
    }

    /** The parcels of a load whose newest scan at its portal, since it was opened, was not against its way. */
    static Set<ParcelId> passed(Tx tx, OpenLoad load) {
        Set<ParcelId> passed = new HashSet<>();
        tx.sql(
                        """
                        SELECT e.parcel, s.direction FROM load_parcels p
                        JOIN tracking_events e ON e.parcel = p.parcel
                        JOIN scans s ON s.journal = e.journal AND s.seq = e.seq
                        WHERE p.site = ? AND p.portal = ? AND e.site = p.site AND e.portal = p.portal AND e.occurred_at >= ?
                        ORDER BY e.occurred_at, e.id
                        """)
                .params(load.site(), load.portal(), load.openedAt().toEpochMilli())
                .query(row -> {
                    ParcelId parcel = new ParcelId(Uuids.of(row.getBytes(1)));
                    if (isBack(load.direction(), row.getString(2))) {
                        passed.remove(parcel);
                    } else {
                        passed.add(parcel);
                    }
                });
        return passed;
    }

    /** As the agent counts: a scan whose direction is not known is for the load. */
    private static boolean isBack(Direction load, String code) {
        Direction scan = Direction.ofCode(code).orElse(Direction.UNKNOWN);
        return load != Direction.UNKNOWN && scan != Direction.UNKNOWN && scan != load;
    }

    /** The parcels that go by these numbers now. */
    static Map<String, ParcelId> byNumber(Tx tx, Collection<String> trackingNumbers) {
        Map<String, ParcelId> found = new HashMap<>();
        tx.forEach(
                "SELECT tracking_number, id FROM parcels WHERE retired_at IS NULL AND tracking_number IN ",
                trackingNumbers,
                row -> found.put(row.getString(1), new ParcelId(Uuids.of(row.getBytes(2)))));
        return found;
    }

    private static List<byte[]> keys(Collection<ParcelId> parcels) {
        return parcels.stream().map(parcel -> Uuids.bytes(parcel.value())).toList();
    }
}
