package io.tagline.edge.journal;

import io.tagline.wire.Scan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.OptionalLong;

/**
 * The table {@code scan_row}: one row a scan, numbered by its rowid, so that rows lie on disk in the order of their numbers. The
 * view {@code scan} shows the same in words and units, for people with {@code sqlite3} and for tests.
 */
final class ScanTable {
    static final String CREATE =
            """
            CREATE TABLE scan_row (
              seq                 INTEGER PRIMARY KEY,
              portal              TEXT    NOT NULL,
              epc                 BLOB    NOT NULL,
              direction           INTEGER NOT NULL,
              at_ms               INTEGER NOT NULL,
              first_seen_ms       INTEGER NOT NULL,
              last_seen_ms        INTEGER NOT NULL,
              reads               INTEGER NOT NULL,
              peak_rssi_ddbm      INTEGER,
              confidence_permille INTEGER NOT NULL,
              clock               INTEGER NOT NULL,
              clock_error_ms      INTEGER NOT NULL,
              crc                 INTEGER NOT NULL
            )
            """;

    static final String CREATE_VIEW =
            """
            CREATE VIEW scan AS
            SELECT seq, portal, epc,
              CASE direction WHEN 0 THEN 'in' WHEN 1 THEN 'out' ELSE 'unknown' END AS direction,
              at_ms, at_ms - first_seen_ms AS first_seen_ms, at_ms + last_seen_ms AS last_seen_ms, reads,
              peak_rssi_ddbm / 10.0 AS peak_rssi_dbm, confidence_permille / 1000.0 AS confidence,
              CASE clock WHEN 1 THEN 'synced' ELSE 'free' END AS clock, clock_error_ms
            FROM scan_row
            """;

    static final String INSERT = "INSERT INTO scan_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** For rows that may be there already, as they are found in several copies of a page. */
    static final String INSERT_NEW = "INSERT OR IGNORE INTO scan_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    static final String SELECT_RANGE = "SELECT * FROM scan_row WHERE seq BETWEEN ? AND ? ORDER BY seq LIMIT ?";

    static final String NUMBERS = "SELECT seq FROM scan_row WHERE seq BETWEEN ? AND ? ORDER BY seq";

    private ScanTable() {}

    static void bind(PreparedStatement insert, ScanRow row) throws SQLException {
        insert.setLong(1, row.seq());
        insert.setString(2, row.portal());
        insert.setBytes(3, row.epcBytes());
        insert.setInt(4, row.direction());
        insert.setLong(5, row.atMs());
        insert.setLong(6, row.firstSeenMs());
        insert.setLong(7, row.lastSeenMs());
        insert.setInt(8, row.reads());
        if (row.peakRssiDdbm().isPresent()) {
            insert.setLong(9, row.peakRssiDdbm().getAsLong());
        } else {
            insert.setNull(9, Types.INTEGER);
        }
        insert.setInt(10, row.confidencePermille());
        insert.setInt(11, row.clock());
        insert.setInt(12, row.clockErrorMs());
        insert.setInt(13, row.checkSum());
    }

    /**
     * The scan of the row that the cursor is on.
     *
     * @throws DamagedRowException if it is not what was written
     */
    static Scan read(ResultSet row) throws SQLException, DamagedRowException {
        long rssi = row.getLong(9);
        OptionalLong peak = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(rssi);
        long seq = row.getLong(1);
        try {
            var read = new ScanRow(
                    seq,
                    row.getString(2),
                    ScanRow.epcHex(row.getBytes(3)),
                    row.getInt(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getInt(8),
                    peak,
                    row.getInt(10),
                    row.getInt(11),
                    row.getInt(12));
            if (read.checkSum() != row.getInt(13)) {
                throw new DamagedRowException(seq, "its check sum is wrong");
            }
            return read.scan();
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new DamagedRowException(seq, String.valueOf(e.getMessage()));
        }
    }

    /** Lowest number still there, 0 if none. */
    static long first(Connection connection) throws SQLException {
        return Sqlite.number(connection, "SELECT min(seq) FROM scan_row");
    }

    /** Highest number still there, 0 if none. */
    static long last(Connection connection) throws SQLException {
        return Sqlite.number(connection, "SELECT max(seq) FROM scan_row");
    }
}
