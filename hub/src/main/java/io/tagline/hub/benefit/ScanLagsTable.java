package io.tagline.hub.benefit;

import io.tagline.hub.store.Tx;
import io.tagline.wire.ClockQuality;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** How long scans took to the hub. */
final class ScanLagsTable {
    private ScanLagsTable() {}

    /** A portal that there are scans of. */
    record Portal(String site, String portal) {
        static final Portal BEFORE_ALL = new Portal("", "");
    }

    /** The next in the order of sites and portals: one look at the index for each, however many scans there are. */
    static Optional<Portal> after(Tx tx, Portal before) {
        return tx.sql(
                        """
                        SELECT site, portal FROM scans WHERE (site, portal) > (?, ?) ORDER BY site, portal LIMIT 1
                        """)
                .params(before.site(), before.portal())
                .query((row, n) -> new Portal(row.getString("site"), row.getString("portal")))
                .optional();
    }

    /** Of each scan of a portal in a time, milliseconds from the passage to the hub; empty by a clock that nobody keeps. */
    static void lags(Tx tx, Portal portal, Instant from, Instant to, Consumer<Optional<Long>> lag) {
        tx.sql("SELECT at, received_at, clock FROM scans WHERE site = ? AND portal = ? AND at >= ? AND at < ?")
                .params(portal.site(), portal.portal(), from.toEpochMilli(), to.toEpochMilli())
                .query(row -> {
                    boolean synced = ClockQuality.SYNCED.code().equals(row.getString("clock"));
                    long ms = row.getLong("received_at") - row.getLong("at");
                    lag.accept(synced && ms >= 0 ? Optional.of(ms) : Optional.empty());
                });
    }
}
