package io.tagline.edge.journal;

import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HexFormat;
import java.util.OptionalDouble;

/** The table {@code scan}: one row a scan, numbered by its rowid, so that rows lie on disk in the order of their numbers. */
final class ScanTable {
    static final String CREATE =
            """
            CREATE TABLE scan (
              seq            INTEGER PRIMARY KEY,
              portal         TEXT    NOT NULL,
              epc            BLOB    NOT NULL,
              direction      TEXT    NOT NULL,
              at_ms          INTEGER NOT NULL,
              first_seen_ms  INTEGER NOT NULL,
              last_seen_ms   INTEGER NOT NULL,
              reads          INTEGER NOT NULL,
              peak_rssi_dbm  REAL,
              confidence     REAL    NOT NULL,
              clock          TEXT    NOT NULL,
              clock_error_ms INTEGER NOT NULL
            )
            """;

    static final String INSERT =
            """
            INSERT INTO scan (seq, portal, epc, direction, at_ms, first_seen_ms, last_seen_ms, reads, peak_rssi_dbm,
              confidence, clock, clock_error_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String COLUMNS =
            """
            SELECT seq, portal, epc, direction, at_ms, first_seen_ms, last_seen_ms, reads, peak_rssi_dbm, confidence, clock,
              clock_error_ms
            FROM scan
            """;

    static final String SELECT_RANGE = COLUMNS + "WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ?";

    static final String SELECT_UP = COLUMNS + "WHERE seq > ? ORDER BY seq";

    static final String SELECT_DOWN = COLUMNS + "WHERE seq > ? ORDER BY seq DESC";

    private ScanTable() {}

    static void bind(PreparedStatement insert, Scan scan) throws SQLException {
        insert.setLong(1, scan.seq());
        insert.setString(2, scan.portal());
        insert.setBytes(3, HexFormat.of().parseHex(scan.epc()));
        insert.setString(4, scan.direction().code());
        insert.setLong(5, scan.at().toEpochMilli());
        insert.setLong(6, scan.firstSeen().toEpochMilli());
        insert.setLong(7, scan.lastSeen().toEpochMilli());
        insert.setInt(8, scan.reads());
        if (scan.peakRssiDbm().isPresent()) {
            insert.setDouble(9, scan.peakRssiDbm().getAsDouble());
        } else {
            insert.setNull(9, Types.REAL);
        }
        insert.setDouble(10, scan.confidence());
        insert.setString(11, scan.clock().code());
        insert.setInt(12, scan.clockErrorMs());
    }

    /**
     * The scan of the row that the cursor is on.
     *
     * @throws IllegalArgumentException if its values are not those of a scan, as in a damaged file
     */
    static Scan read(ResultSet row) throws SQLException {
        long seq = row.getLong(1);
        String direction = row.getString(4);
        String clock = row.getString(11);
        double rssi = row.getDouble(9);
        boolean hasRssi = !row.wasNull();
        return new Scan(
                seq,
                row.getString(2),
                HexFormat.of().withUpperCase().formatHex(row.getBytes(3)),
                Direction.ofCode(direction).orElseThrow(() -> bad(seq, "direction", direction)),
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getInt(8),
                hasRssi ? OptionalDouble.of(rssi) : OptionalDouble.empty(),
                row.getDouble(10),
                ClockQuality.ofCode(clock).orElseThrow(() -> bad(seq, "clock", clock)),
                row.getInt(12));
    }

    /** Lowest number still there, 0 if none. */
    static long first(Connection connection) throws SQLException {
        return Sqlite.number(connection, "SELECT min(seq) FROM scan");
    }

    /** Highest number still there, 0 if none. */
    static long last(Connection connection) throws SQLException {
        return Sqlite.number(connection, "SELECT max(seq) FROM scan");
    }

    private static IllegalArgumentException bad(long seq, String column, String value) {
        return new IllegalArgumentException("scan " + seq + " " + column + " \"" + value + "\": expected a known code");
    }
}
