package io.tagline.hub.benefit;

import io.tagline.hub.benefit.BenefitArea.Kind;
import io.tagline.hub.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was counted of each day, and when. */
final class KpiValuesTable {
    private KpiValuesTable() {}

    /** One figure of one area on one day. */
    record Row(BenefitArea area, LocalDate day, Figure figure, Measure measure) {}

    /** In place of what was counted of the day before. */
    static void replace(Tx tx, LocalDate day, Tally tally, Instant now) {
        tx.execute("DELETE FROM kpi_values WHERE day = ?", day.toString());
        List<Object[]> rows = new ArrayList<>();
        tally.kept()
                .forEach((figure, byArea) -> byArea.forEach((area, measure) -> rows.add(new Object[] {
                    area.kind().code(),
                    area.id(),
                    day.toString(),
                    figure.code(),
                    measure.all(),
                    measure.measured(),
                    measure.hits(),
                    measure.sum(),
                    measure.spread().toString()
                })));
        // another hub on the same database may count the same day: it comes to the same
        tx.update(
                """
                INSERT INTO kpi_values (area_kind, area, day, kpi, of_all, measured, hits, total, spread)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (area_kind, area, day, kpi) DO UPDATE SET of_all = excluded.of_all, measured = excluded.measured,
                  hits = excluded.hits, total = excluded.total, spread = excluded.spread
                """,
                rows);
        tx.execute(
                """
                INSERT INTO kpi_days (day, counted_at) VALUES (?, ?)
                ON CONFLICT (day) DO UPDATE SET counted_at = excluded.counted_at
                """,
                day.toString(),
                now.toEpochMilli());
    }

    /** When each of these days was counted; those that never were are not among them. */
    static Map<LocalDate, Instant> counted(Tx tx, Days days) {
        Map<LocalDate, Instant> counted = new HashMap<>();
        tx.sql("SELECT day, counted_at FROM kpi_days WHERE day >= ? AND day <= ?")
                .params(days.from().toString(), days.to().toString())
                .query(row -> {
                    counted.put(LocalDate.parse(row.getString(1)), Instant.ofEpochMilli(row.getLong(2)));
                });
        return counted;
    }

    /** The earliest time that there may be something to count of, scans left aside; empty if there is nothing. */
    static Optional<Instant> first(Tx tx) {
        return tx.sql(
                        """
                        SELECT MIN(at) FROM (
                          SELECT MIN(delivered_at) AS at FROM parcels WHERE delivered_at IS NOT NULL
                          UNION ALL SELECT MIN(resolved_at) FROM cases WHERE resolved_at IS NOT NULL
                          UNION ALL SELECT MIN(asked_at) FROM feedback) AS firsts
                        """)
                .query((row, n) -> {
                    long at = row.getLong(1);
                    return row.wasNull() ? Optional.<Instant>empty() : Optional.of(Instant.ofEpochMilli(at));
                })
                .single();
    }

    /** They are counted again as soon as may be. */
    static void forget(Tx tx, Days days) {
        tx.execute(
                "DELETE FROM kpi_days WHERE day >= ? AND day <= ?",
                days.from().toString(),
                days.to().toString());
    }

    static List<Row> of(Tx tx, BenefitArea area, Days days) {
        return tx
                .sql(
                        """
                        SELECT area_kind, area, day, kpi, of_all, measured, hits, total, spread FROM kpi_values
                        WHERE area_kind = ? AND area = ? AND day >= ? AND day <= ?
                        """)
                .params(
                        area.kind().code(),
                        area.id(),
                        days.from().toString(),
                        days.to().toString())
                .query((row, n) -> row(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Of all areas of a kind. */
    static List<Row> of(Tx tx, Kind kind, Days days) {
        return tx
                .sql(
                        """
                        SELECT area_kind, area, day, kpi, of_all, measured, hits, total, spread FROM kpi_values
                        WHERE area_kind = ? AND day >= ? AND day <= ?
                        """)
                .params(kind.code(), days.from().toString(), days.to().toString())
                .query((row, n) -> row(row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Row> row(ResultSet row) throws SQLException {
        Optional<Figure> figure = Figure.ofCode(row.getString("kpi"));
        Optional<Kind> kind = Kind.ofCode(row.getString("area_kind"));
        if (figure.isEmpty() || kind.isEmpty()) {
            // from a newer hub
            return Optional.empty();
        }
        return Optional.of(new Row(
                new BenefitArea(kind.get(), row.getString("area")),
                LocalDate.parse(row.getString("day")),
                figure.get(),
                new Measure(
                        row.getLong("of_all"),
                        row.getLong("measured"),
                        row.getLong("hits"),
                        row.getLong("total"),
                        Spread.parse(row.getString("spread")))));
    }

    /** The areas that something was counted of since a day, in order. */
    static List<BenefitArea> areas(Tx tx, LocalDate since) {
        return tx
                .sql("SELECT DISTINCT area_kind, area FROM kpi_values WHERE day >= ?")
                .param(since.toString())
                .query((row, n) -> BenefitArea.parse(
                        row.getString(2).isEmpty() ? row.getString(1) : row.getString(1) + ":" + row.getString(2)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    static void prune(Tx tx, LocalDate before) {
        tx.execute("DELETE FROM kpi_values WHERE day < ?", before.toString());
        tx.execute("DELETE FROM kpi_days WHERE day < ?", before.toString());
    }
}
