package io.tagline.journeys;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Looks into the databases of agent and hub from outside, to compare what was accepted with what arrived. */
public final class Databases {
    private Databases() {}

    /** Scans of an agent's journal, one line each, in order. */
    static List<String> journal(Path database) throws SQLException {
        return lines(database, "SELECT seq, epc, portal, direction, at_ms FROM scan ORDER BY seq");
    }

    /** Scans in the hub's ledger, one line each, in order. */
    static List<String> ledger(Path database) throws SQLException {
        return lines(database, "SELECT seq, epc, portal, direction, at FROM scans ORDER BY seq, journal");
    }

    /** How many events on timelines rest on the same scan as another of the same parcel. */
    public static long repeatedEvents(Path database) throws SQLException {
        return Long.parseLong(lines(
                        database,
                        "SELECT COUNT(*) FROM (SELECT parcel, journal, seq FROM tracking_events WHERE seq IS NOT NULL"
                                + " GROUP BY parcel, journal, seq HAVING COUNT(*) > 1)")
                .get(0)
                .trim());
    }

    /** Scans of tags that are bound, without an event on a timeline. */
    public static long scansWithoutEvent(Path database) throws SQLException {
        return Long.parseLong(lines(
                        database,
                        "SELECT COUNT(*) FROM scans s WHERE EXISTS (SELECT 1 FROM tag_bindings b WHERE b.epc = s.epc)"
                                + " AND NOT EXISTS (SELECT 1 FROM tracking_events e WHERE e.journal = s.journal"
                                + " AND e.seq = s.seq)")
                .get(0)
                .trim());
    }

    private static List<String> lines(Path database, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:" + database + "?mode=ro");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    Object value = rows.getObject(i);
                    line.append(
                                    value instanceof byte[] bytes
                                            ? HexFormat.of().withUpperCase().formatHex(bytes)
                                            : value)
                            .append(' ');
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }
}
