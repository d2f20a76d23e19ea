package io.tagline.hub.manifest;

import io.tagline.hub.store.Tx;
import io.tagline.wire.Direction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The open load of each portal. */
final class LoadsTable {
    private static final String SELECT =
            "SELECT site, portal, load, direction, opened_at, put_at, revision FROM loads ";

    private LoadsTable() {}

    static List<OpenLoad> all(Tx tx) {
        return tx.sql(SELECT + "ORDER BY site, portal")
                .query((row, n) -> load(row))
                .list();
    }

    static List<OpenLoad> ofSite(Tx tx, String site) {
        return tx.sql(SELECT + "WHERE site = ? ORDER BY portal")
                .param(site)
                .query((row, n) -> load(row))
                .list();
    }

    static Optional<OpenLoad> find(Tx tx, String site, String portal) {
        return tx.sql(SELECT + "WHERE site = ? AND portal = ?")
                .params(site, portal)
                .query((row, n) -> load(row))
                .optional();
    }

    /** A load of the same id goes on; another one begins now. The row is this transaction's until it ends. */
    static void put(Tx tx, String site, String portal, LoadDocument document, Instant now) {
        tx.execute(
                """
                INSERT INTO loads (site, portal, load, direction, opened_at, put_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (site, portal) DO UPDATE SET
                  opened_at = CASE WHEN loads.load = excluded.load THEN loads.opened_at ELSE excluded.opened_at END,
                  load = excluded.load, direction = excluded.direction, put_at = excluded.put_at, revision = excluded.revision
                """,
                site,
                portal,
                document.load(),
                document.direction().code(),
                now.toEpochMilli(),
                now.toEpochMilli(),
                revision());
    }

    /** Notes that what is known of the load's parcels has changed. */
    static void change(Tx tx, String site, String portal) {
        tx.execute("UPDATE loads SET revision = ? WHERE site = ? AND portal = ?", revision(), site, portal);
    }

    /** Makes the row this transaction's until it ends; false if the load has been put again meanwhile, or is closed. */
    static boolean own(Tx tx, OpenLoad load) {
        return tx.execute(
                        "UPDATE loads SET revision = ? WHERE site = ? AND portal = ? AND put_at = ?",
                        revision(),
                        load.site(),
                        load.portal(),
                        load.putAt().toEpochMilli())
                > 0;
    }

    /** Its parcels have been taken off it before. */
    static void delete(Tx tx, OpenLoad load) {
        tx.execute("DELETE FROM loads WHERE site = ? AND portal = ?", load.site(), load.portal());
    }

    /** A counter would begin anew with the next load at this portal. */
    private static long revision() {
        return ThreadLocalRandom.current().nextLong();
    }

    private static OpenLoad load(ResultSet row) throws SQLException {
        return new OpenLoad(
                row.getString("site"),
                row.getString("portal"),
                row.getString("load"),
                Direction.ofCode(row.getString("direction")).orElse(Direction.UNKNOWN),
                Instant.ofEpochMilli(row.getLong("opened_at")),
                Instant.ofEpochMilli(row.getLong("put_at")),
                row.getLong("revision"));
    }
}
