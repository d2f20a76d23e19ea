package io.tagline.edge.journal;

import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalDouble;

/** The table of scans as files of version 1 have it: words for codes, no check sum. Only {@link Migration} reads it. */
final class OldScanTable {
    static final String SELECT =
            """
            SELECT seq, portal, epc, direction, at_ms, first_seen_ms, last_seen_ms, reads, peak_rssi_dbm, confidence, clock,
              clock_error_ms
            FROM scan_1 ORDER BY seq LIMIT ?
            """;

    private OldScanTable() {}

    /** @throws DamagedRowException if the values are not those of a scan */
    static Scan read(ResultSet row) throws SQLException, DamagedRowException {
        double rssi = row.getDouble(9);
        OptionalDouble peak = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(rssi);
        long seq = row.getLong(1);
        try {
            return new Scan(
                    seq,
                    row.getString(2),
                    HexFormat.of().formatHex(row.getBytes(3)),
                    Direction.ofCode(row.getString(4)).orElseThrow(() -> bad("direction")),
                    Instant.ofEpochMilli(row.getLong(5)),
                    Instant.ofEpochMilli(row.getLong(6)),
                    Instant.ofEpochMilli(row.getLong(7)),
                    row.getInt(8),
                    peak,
                    row.getDouble(10),
                    ClockQuality.ofCode(row.getString(11)).orElseThrow(() -> bad("clock")),
                    row.getInt(12));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new DamagedRowException(seq, String.valueOf(e.getMessage()));
        }
    }

    private static IllegalArgumentException bad(String column) {
        return new IllegalArgumentException(column + ": expected a known code");
    }
}
