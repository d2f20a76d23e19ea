package io.tagline.journeys.chaos;

import io.tagline.wire.ClockQuality;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Scans as they lie on disk, read from outside with nothing of agent or hub but their tables. */
final class StoredScans {
    private StoredScans() {}

    /**
     * One journal as its file has it.
     *
     * @param scans by the numbers under which the hub knows them
     * @param corrected numbers of those whose times were wrong when they were written, and are here as they are sent
     */
    record Journal(UUID id, NavigableMap<Long, Scan> scans, Set<Long> corrected) {}

    /** What is in a file: one journal, or several if it was restored from a copy. */
    static List<Journal> journals(Path file) throws SQLException {
        try (Connection connection = open(file);
                Statement statement = connection.createStatement()) {
            NavigableMap<Long, Scan> scans = new TreeMap<>();
            try (ResultSet row = statement.executeQuery(
                    "SELECT seq, portal, epc, direction, at_ms, first_seen_ms, last_seen_ms, reads, peak_rssi_dbm, confidence,"
                            + " clock, clock_error_ms FROM scan")) {
                while (row.next()) {
                    scans.put(
                            row.getLong(1),
                            scan(row, HexFormat.of().withUpperCase().formatHex(row.getBytes(3))));
                }
            }
            NavigableMap<Long, Boolean> corrected = new TreeMap<>();
            for (SeqRange range : correct(statement, scans)) {
                scans.subMap(range.from(), true, range.to(), true).keySet().forEach(seq -> corrected.put(seq, true));
            }
            StoredIdentities identities = StoredIdentities.read(statement);
            Map<UUID, NavigableMap<Long, Boolean>> correctedParts = identities.part(corrected);
            List<Journal> journals = new ArrayList<>();
            identities.part(scans).forEach((id, part) -> {
                part.replaceAll((seq, scan) -> with(scan, seq, scan.clockErrorMs()));
                Set<Long> ofPart =
                        correctedParts.getOrDefault(id, new TreeMap<>()).keySet();
                journals.add(new Journal(id, part, ofPart));
            });
            return journals;
        }
    }

    /** A journal keeps scans as they were written, and beside them how wrong the clock was. */
    private static List<SeqRange> correct(Statement statement, NavigableMap<Long, Scan> scans) throws SQLException {
        List<SeqRange> corrected = new ArrayList<>();
        try (ResultSet table = statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'correction'")) {
            if (!table.next()) {
                return corrected;
            }
        }
        try (ResultSet row =
                statement.executeQuery("SELECT first, last, shift_ms, clock FROM correction ORDER BY number")) {
            while (row.next()) {
                SeqRange range = new SeqRange(row.getLong(1), row.getLong(2));
                Duration shift = Duration.ofMillis(row.getLong(3));
                ClockQuality clock = ClockQuality.ofCode(row.getString(4)).orElseThrow();
                scans.subMap(range.from(), true, range.to(), true)
                        .replaceAll((seq, scan) -> shifted(scan, shift, clock));
                corrected.add(range);
            }
        }
        return corrected;
    }

    /** With an estimated error of 0. */
    static Scan withoutError(Scan scan) {
        return with(scan, scan.seq(), 0);
    }

    private static Scan with(Scan scan, long seq, int clockErrorMs) {
        return new Scan(
                seq,
                scan.portal(),
                scan.epc(),
                scan.direction(),
                scan.at(),
                scan.firstSeen(),
                scan.lastSeen(),
                scan.reads(),
                scan.peakRssiDbm(),
                scan.confidence(),
                scan.clock(),
                clockErrorMs);
    }

    private static Scan shifted(Scan scan, Duration shift, ClockQuality clock) {
        return new Scan(
                scan.seq(),
                scan.portal(),
                scan.epc(),
                scan.direction(),
                scan.at().plus(shift),
                scan.firstSeen().plus(shift),
                scan.lastSeen().plus(shift),
                scan.reads(),
                scan.peakRssiDbm(),
                scan.confidence(),
                clock,
                scan.clockErrorMs());
    }

    /** The hub's ledger, journal by journal, with the times that came. */
    static Map<UUID, NavigableMap<Long, Scan>> ledger(Path database) throws SQLException {
        Map<UUID, NavigableMap<Long, Scan>> ledger = new HashMap<>();
        try (Connection connection = open(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT seq, portal, epc, direction, coalesce(stamped_at, at), first_seen, last_seen, reads, peak_rssi_dbm,"
                                + " confidence, clock, clock_error_ms, journal FROM scans")) {
            while (row.next()) {
                ByteBuffer id = ByteBuffer.wrap(row.getBytes(13));
                ledger.computeIfAbsent(new UUID(id.getLong(), id.getLong()), made -> new TreeMap<>())
                        .put(row.getLong(1), scan(row, row.getString(3)));
            }
        }
        return ledger;
    }

    /** Where the time that came can not be, the one that the hub took for it: by journal and number. */
    static Map<UUID, Map<Long, Instant>> estimated(Path database) throws SQLException {
        Map<UUID, Map<Long, Instant>> estimated = new HashMap<>();
        try (Connection connection = open(database);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT journal, seq, at FROM scans WHERE stamped_at IS NOT NULL")) {
            while (row.next()) {
                ByteBuffer id = ByteBuffer.wrap(row.getBytes(1));
                estimated
                        .computeIfAbsent(new UUID(id.getLong(), id.getLong()), made -> new HashMap<>())
                        .put(row.getLong(2), Instant.ofEpochMilli(row.getLong(3)));
            }
        }
        return estimated;
    }

    /** The same scan, but passed at another moment. */
    static Scan at(Scan scan, Instant at) {
        Duration shift = Duration.between(scan.at(), at);
        return shifted(scan, shift, scan.clock());
    }

    private static Scan scan(ResultSet row, String epc) throws SQLException {
        double rssi = row.getDouble(9);
        boolean hasRssi = !row.wasNull();
        return new Scan(
                row.getLong(1),
                row.getString(2),
                epc,
                Direction.ofCode(row.getString(4)).orElseThrow(),
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getInt(8),
                hasRssi ? OptionalDouble.of(rssi) : OptionalDouble.empty(),
                onTheWire(row.getDouble(10)),
                ClockQuality.ofCode(row.getString(11)).orElseThrow(),
                row.getInt(12));
    }

    /** A confidence crosses the wire with three decimals. */
    private static double onTheWire(double confidence) {
        return Math.round(confidence * 1_000) / 1_000.0;
    }

    /** How many rows a query counts. */
    static long count(Path database, String sql) throws SQLException {
        try (Connection connection = open(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getLong(1);
        }
    }

    private static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:file:" + file + "?mode=ro");
    }
}
