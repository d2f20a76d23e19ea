package io.tagline.hub.fleet;

import io.tagline.hub.fleet.HealthPoint.Grain;
import io.tagline.hub.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How each agent was, minute by minute and hour by hour. */
final class HealthHistoryTable {
    private static final String COLUMNS =
            """
            grain, site, agent, at, minutes, online, pending, clock_error_ms, disk_free, readers, readers_reading, problems, reads,
            scans
            """;

    private HealthHistoryTable() {}

    /** Whose it is; both empty for the hub itself. */
    record Owner(String site, String agent) {
        static final Owner HUB = new Owner("", "");
    }

    /** Does nothing where another hub on the same database was first. */
    static void insert(Tx tx, Owner owner, HealthPoint point) {
        tx.execute(
                "INSERT INTO health_history (" + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                point.grain().code(),
                owner.site(),
                owner.agent(),
                point.at().toEpochMilli(),
                point.minutes(),
                point.online(),
                value(point.pending()),
                value(point.clockErrorMs()),
                value(point.diskFree()),
                value(point.readers()),
                value(point.readersReading()),
                point.problems(),
                value(point.reads()),
                value(point.scans()));
    }

    private static @Nullable Long value(OptionalLong value) {
        return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
    }

    static Optional<Instant> newest(Tx tx, Grain grain) {
        return tx.sql("SELECT MAX(at) FROM health_history WHERE grain = ?")
                .param(grain.code())
                .query((row, n) -> instant(row))
                .single();
    }

    /** The first minute from one moment until before another. */
    static Optional<Instant> oldestMinute(Tx tx, Instant from, Instant until) {
        return tx.sql("SELECT MIN(at) FROM health_history WHERE grain = ? AND at >= ? AND at < ?")
                .params(Grain.MINUTE.code(), from.toEpochMilli(), until.toEpochMilli())
                .query((row, n) -> instant(row))
                .single();
    }

    private static Optional<Instant> instant(ResultSet row) throws SQLException {
        long at = row.getLong(1);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
    }

    /** Makes the hour that begins here of its minutes, for all agents; totals only grow, unless an agent was restarted. */
    static void sumHour(Tx tx, Instant hour) {
        long from = hour.toEpochMilli();
        long to = hour.plus(Grain.HOUR.length()).toEpochMilli();
        tx.execute(
                "INSERT INTO health_history (" + COLUMNS + ")"
                        + """
                        SELECT 'h', site, agent, ?, COUNT(*), SUM(online), MAX(pending), MAX(clock_error_ms), MIN(disk_free),
                          MAX(readers), MIN(readers_reading), MAX(problems), MAX(reads), MAX(scans)
                        FROM health_history WHERE grain = 'm' AND at >= ? AND at < ? GROUP BY site, agent
                        ON CONFLICT DO NOTHING
                        """,
                from,
                from,
                to);
    }

    static List<HealthPoint> of(Tx tx, Owner owner, Grain grain, Instant since) {
        return tx.sql("SELECT " + COLUMNS
                        + " FROM health_history WHERE grain = ? AND site = ? AND agent = ? AND at >= ? ORDER BY at")
                .params(grain.code(), owner.site(), owner.agent(), since.toEpochMilli())
                .query((row, n) -> point(row, grain))
                .list();
    }

    static void prune(Tx tx, Grain grain, Instant before) {
        tx.execute("DELETE FROM health_history WHERE grain = ? AND at < ?", grain.code(), before.toEpochMilli());
    }

    private static HealthPoint point(ResultSet row, Grain grain) throws SQLException {
        return new HealthPoint(
                Instant.ofEpochMilli(row.getLong("at")),
                grain,
                row.getInt("minutes"),
                row.getInt("online"),
                value(row, "pending"),
                value(row, "clock_error_ms"),
                value(row, "disk_free"),
                value(row, "readers"),
                value(row, "readers_reading"),
                row.getInt("problems"),
                value(row, "reads"),
                value(row, "scans"));
    }

    private static OptionalLong value(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
