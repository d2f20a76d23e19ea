package io.tagline.hub.promise;

import io.tagline.hub.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The times of each lane. */
final class LanesTable {
    /** A country has fewer; more come of ids that nobody cleans up. */
    static final int MOST = 10_000;

    private LanesTable() {}

    /** A lane: a service, from a site, to an area. */
    record Lane(String service, String site, String area) {
        /** In which who writes several takes them. */
        static final Comparator<Lane> ORDER =
                Comparator.comparing(Lane::service).thenComparing(Lane::site).thenComparing(Lane::area);
    }

    /** What was learned of it; no times if nothing was. */
    static LaneTimes find(Tx tx, Lane lane) {
        return tx.sql("SELECT counts FROM lanes WHERE service = ? AND site = ? AND destination = ?")
                .params(lane.service(), lane.site(), lane.area())
                .query((row, n) -> LaneTimes.parse(row.getString(1)))
                .optional()
                .orElse(LaneTimes.NONE);
    }

    /** Keeps what was learned, unless there are too many lanes for a new one. */
    static void learn(Tx tx, Lane lane, List<Duration> learned, Instant now) {
        LaneTimes times = find(tx, lane);
        if (times.total() == 0
                && tx.sql("SELECT COUNT(*) FROM lanes").query(Integer.class).single() >= MOST) {
            return;
        }
        for (Duration time : learned) {
            times = times.plus(time);
        }
        tx.execute(
                """
                INSERT INTO lanes (service, site, destination, counts, updated_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (service, site, destination) DO UPDATE SET counts = excluded.counts, updated_at = excluded.updated_at
                """,
                lane.service(),
                lane.site(),
                lane.area(),
                times.toString(),
                now.toEpochMilli());
    }
}
