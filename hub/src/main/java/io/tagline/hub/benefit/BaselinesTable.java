package io.tagline.hub.benefit;

import io.tagline.hub.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The days that each area is held against. */
final class BaselinesTable {
    static final int MOST = 1_000;

    private BaselinesTable() {}

    /** False if there are too many. */
    static boolean put(Tx tx, Baseline baseline) {
        boolean fresh = find(tx, baseline.area()).isEmpty();
        if (fresh
                && tx.sql("SELECT COUNT(*) FROM kpi_baselines")
                                .query(Integer.class)
                                .single()
                        >= MOST) {
            return false;
        }
        tx.execute(
                """
                INSERT INTO kpi_baselines (area_kind, area, from_day, to_day, who, at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (area_kind, area) DO UPDATE SET from_day = excluded.from_day, to_day = excluded.to_day,
                  who = excluded.who, at = excluded.at
                """,
                baseline.area().kind().code(),
                baseline.area().id(),
                baseline.days().from().toString(),
                baseline.days().to().toString(),
                baseline.who(),
                baseline.at().toEpochMilli());
        return true;
    }

    static boolean delete(Tx tx, BenefitArea area) {
        return tx.execute(
                        "DELETE FROM kpi_baselines WHERE area_kind = ? AND area = ?",
                        area.kind().code(),
                        area.id())
                > 0;
    }

    static Optional<Baseline> find(Tx tx, BenefitArea area) {
        return tx.sql(
                        "SELECT area_kind, area, from_day, to_day, who, at FROM kpi_baselines WHERE area_kind = ? AND area = ?")
                .params(area.kind().code(), area.id())
                .query((row, n) -> baseline(row))
                .optional();
    }

    static List<Baseline> all(Tx tx) {
        return tx.sql("SELECT area_kind, area, from_day, to_day, who, at FROM kpi_baselines ORDER BY area_kind, area")
                .query((row, n) -> baseline(row))
                .list();
    }

    private static Baseline baseline(ResultSet row) throws SQLException {
        String id = row.getString("area");
        return new Baseline(
                BenefitArea.parse(id.isEmpty() ? row.getString("area_kind") : row.getString("area_kind") + ":" + id)
                        .orElse(BenefitArea.ALL),
                new Days(LocalDate.parse(row.getString("from_day")), LocalDate.parse(row.getString("to_day"))),
                row.getString("who"),
                Instant.ofEpochMilli(row.getLong("at")));
    }
}
