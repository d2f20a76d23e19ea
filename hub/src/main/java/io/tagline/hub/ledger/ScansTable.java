package io.tagline.hub.ledger;

import io.tagline.hub.store.BulkInsert;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.Sighting;
import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** One row for each scan. */
final class ScansTable {
    private static final BulkInsert INSERT = new BulkInsert(
            "scans",
            2,
            "journal bytea",
            "seq bigint",
            "site text",
            "portal text",
            "epc text",
            "direction text",
            "at bigint",
            "stamped_at bigint",
            "first_seen bigint",
            "last_seen bigint",
            "reads int",
            "peak_rssi_dbm double precision",
            "confidence double precision",
            "clock text",
            "clock_error_ms int",
            "received_at bigint");

    private static final String SELECT =
            """
            SELECT journal, seq, site, portal, epc, direction, at, stamped_at, first_seen, last_seen, reads, peak_rssi_dbm,
              confidence, clock, clock_error_ms
            FROM scans
            """;

    private ScansTable() {}

    static BitSet insert(Tx tx, List<Sighting> scans, Instant receivedAt) {
        List<Object[]> rows = new ArrayList<>(scans.size());
        for (Sighting sighting : scans) {
            Scan scan = sighting.scan();
            OptionalDouble rssi = scan.peakRssiDbm();
            rows.add(new Object[] {
                Uuids.bytes(sighting.journal()),
                scan.seq(),
                sighting.site(),
                scan.portal(),
                scan.epc(),
                scan.direction().code(),
                sighting.at().toEpochMilli(),
                sighting.stampedAt().map(Instant::toEpochMilli).orElse(null),
                scan.firstSeen().toEpochMilli(),
                scan.lastSeen().toEpochMilli(),
                scan.reads(),
                rssi.isPresent() ? rssi.getAsDouble() : null,
                scan.confidence(),
                scan.clock().code(),
                scan.clockErrorMs(),
                receivedAt.toEpochMilli()
            });
        }
        return tx.insertNew(INSERT, rows);
    }

    /** So many of a tag's scans, by time; those after a given one, where one is given. */
    static List<Sighting> of(Tx tx, String epc, Instant from, Instant to, Optional<Sighting> after, int most) {
        // ids break ties: a tag may pass two portals in the same millisecond
        String sql = SELECT
                + """
                WHERE epc = ? AND at >= ? AND at < ? AND (at > ? OR (at = ? AND (journal > ? OR (journal = ? AND seq > ?))))
                ORDER BY at, journal, seq LIMIT ?
                """;
        long fromMs = after.map(Sighting::at).orElse(from).toEpochMilli();
        byte[] journal = after.map(scan -> Uuids.bytes(scan.journal())).orElse(new byte[0]);
        return tx.sql(sql)
                .params(
                        epc,
                        fromMs,
                        to.equals(Instant.MAX) ? Long.MAX_VALUE : to.toEpochMilli(),
                        fromMs,
                        fromMs,
                        journal,
                        journal,
                        after.map(scan -> scan.scan().seq()).orElse(0L),
                        most)
                .query((row, n) -> sighting(row))
                .list();
    }

    static Map<Long, Sighting> bySeq(Tx tx, UUID journal, Collection<Long> seqs) {
        Map<Long, Sighting> found = new HashMap<>();
        tx.forEach(SELECT + "WHERE journal = ? AND seq IN ", List.of(Uuids.bytes(journal)), seqs, row -> {
            Sighting sighting = sighting(row);
            found.put(sighting.scan().seq(), sighting);
        });
        return found;
    }

    static List<Sighting> newest(Tx tx, String site, String portal, int most) {
        return tx.sql(SELECT + "WHERE site = ? AND portal = ? ORDER BY at DESC LIMIT ?")
                .params(site, portal, most)
                .query((row, n) -> sighting(row))
                .list();
    }

    static Map<Direction, Long> countSince(Tx tx, String site, String portal, Instant since) {
        Map<Direction, Long> counts = new EnumMap<>(Direction.class);
        tx.sql("SELECT direction, COUNT(*) FROM scans WHERE site = ? AND portal = ? AND at >= ? GROUP BY direction")
                .params(site, portal, since.toEpochMilli())
                .query(row -> {
                    counts.merge(direction(row.getString(1)), row.getLong(2), Long::sum);
                });
        return counts;
    }

    private static Direction direction(String code) {
        return Direction.ofCode(code).orElse(Direction.UNKNOWN);
    }

    private static Sighting sighting(ResultSet row) throws SQLException {
        double rssi = row.getDouble("peak_rssi_dbm");
        OptionalDouble peak = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(rssi);
        Instant at = Instant.ofEpochMilli(row.getLong("at"));
        long stampedAt = row.getLong("stamped_at");
        Instant stamped = row.wasNull() ? at : Instant.ofEpochMilli(stampedAt);
        return new Sighting(
                Uuids.of(row.getBytes("journal")),
                row.getString("site"),
                new Scan(
                        row.getLong("seq"),
                        row.getString("portal"),
                        row.getString("epc"),
                        direction(row.getString("direction")),
                        stamped,
                        Instant.ofEpochMilli(row.getLong("first_seen")),
                        Instant.ofEpochMilli(row.getLong("last_seen")),
                        row.getInt("reads"),
                        peak,
                        row.getDouble("confidence"),
                        ClockQuality.ofCode(row.getString("clock")).orElse(ClockQuality.FREE),
                        row.getInt("clock_error_ms")),
                at);
    }
}
