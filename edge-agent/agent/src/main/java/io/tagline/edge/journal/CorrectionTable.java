package io.tagline.edge.journal;

import io.tagline.wire.ClockQuality;
import io.tagline.wire.SeqRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The table {@code correction}: a handful of rows, in the order in which they are applied. */
final class CorrectionTable {
    static final String CREATE =
            """
            CREATE TABLE IF NOT EXISTS correction (
              number         INTEGER PRIMARY KEY,
              first          INTEGER NOT NULL,
              last           INTEGER NOT NULL,
              shift_ms       INTEGER NOT NULL,
              clock          TEXT    NOT NULL,
              clock_error_ms INTEGER NOT NULL,
              set_at_ms      INTEGER NOT NULL
            )
            """;

    /** Those whose scans are all gone. */
    static final String FORGET = "DELETE FROM correction WHERE last < (SELECT min(seq) FROM scan_row)";

    private static final String INSERT =
            "INSERT INTO correction (first, last, shift_ms, clock, clock_error_ms, set_at_ms) VALUES (?, ?, ?, ?, ?, ?)";

    private static final String SELECT =
            "SELECT first, last, shift_ms, clock, clock_error_ms, set_at_ms FROM correction ORDER BY number";

    private CorrectionTable() {}

    static void insert(Connection connection, List<Correction> corrections) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Correction correction : corrections) {
                insert.setLong(1, correction.scans().from());
                insert.setLong(2, correction.scans().to());
                insert.setLong(3, correction.shift().toMillis());
                insert.setString(4, correction.clock().code());
                insert.setInt(5, correction.errorMs());
                insert.setLong(6, correction.setAt().toEpochMilli());
                insert.executeUpdate();
            }
        }
    }

    /** @throws IllegalArgumentException if a value is none of a correction, as in a damaged file */
    static List<Correction> all(Connection connection) throws SQLException {
        List<Correction> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SELECT)) {
            while (row.next()) {
                found.add(new Correction(
                        new SeqRange(row.getLong(1), row.getLong(2)),
                        Duration.ofMillis(row.getLong(3)),
                        ClockQuality.ofCode(row.getString(4)).orElse(ClockQuality.FREE),
                        row.getInt(5),
                        Instant.ofEpochMilli(row.getLong(6))));
            }
        }
        return found;
    }
}
