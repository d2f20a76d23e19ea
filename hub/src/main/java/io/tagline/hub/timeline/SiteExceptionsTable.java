package io.tagline.hub.timeline;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parcels on their way of which the hub found out that something is wrong at a site. */
final class SiteExceptionsTable {
    private SiteExceptionsTable() {}

    /** Their numbers, the one with the newest such event first; whether it still holds their other events say. */
    static Map<ParcelId, String> candidates(Tx tx, String site, Instant since, int most) {
        Map<ParcelId, String> found = new LinkedHashMap<>();
        tx.sql(
                        """
                        SELECT e.parcel, p.tracking_number FROM tracking_events e JOIN parcels p ON p.id = e.parcel
                        WHERE e.origin = 'derived' AND e.site = ? AND e.occurred_at >= ?
                          AND e.kind IN ('mis_sorted', 'missing', 'dwelling')
                          AND p.delivered_at IS NULL AND p.retired_at IS NULL
                        ORDER BY e.occurred_at DESC LIMIT ?
                        """)
                .params(site, since.toEpochMilli(), most)
                .query(row -> {
                    found.put(new ParcelId(Uuids.of(row.getBytes(1))), row.getString(2));
                });
        return found;
    }
}
