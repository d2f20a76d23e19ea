package io.tagline.hub.benefit;

import io.tagline.hub.promise.Money;
import io.tagline.hub.store.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Cost lines, by the reference of who entered them. */
final class CostLinesTable {
    static final int MOST = 10_000;

    private static final String COLUMNS =
            "reference, kind, area_kind, area, from_day, to_day, amount, currency, note, who, version, at";

    private CostLinesTable() {}

    static int count(Tx tx) {
        return tx.sql("SELECT COUNT(*) FROM cost_lines").query(Integer.class).single();
    }

    /** False if it is there already. */
    static boolean insert(Tx tx, CostLine line) {
        return tx.execute(
                        "INSERT INTO cost_lines (" + COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        line.reference(),
                        line.kind().code(),
                        line.area().kind().code(),
                        line.area().id(),
                        line.days().from().toString(),
                        line.days().to().toString(),
                        coins(line.money()),
                        line.money().currency().getCurrencyCode(),
                        line.note(),
                        line.who(),
                        line.version(),
                        line.at().toEpochMilli())
                > 0;
    }

    /** False if it is not of the version before this one. */
    static boolean update(Tx tx, CostLine line) {
        return tx.execute(
                        """
                        UPDATE cost_lines SET kind = ?, area_kind = ?, area = ?, from_day = ?, to_day = ?, amount = ?,
                          currency = ?, note = ?, who = ?, version = ?, at = ?
                        WHERE reference = ? AND version = ?
                        """,
                        line.kind().code(),
                        line.area().kind().code(),
                        line.area().id(),
                        line.days().from().toString(),
                        line.days().to().toString(),
                        coins(line.money()),
                        line.money().currency().getCurrencyCode(),
                        line.note(),
                        line.who(),
                        line.version(),
                        line.at().toEpochMilli(),
                        line.reference(),
                        line.version() - 1)
                > 0;
    }

    static boolean delete(Tx tx, String reference, int version) {
        return tx.execute("DELETE FROM cost_lines WHERE reference = ? AND version = ?", reference, version) > 0;
    }

    static Optional<CostLine> find(Tx tx, String reference) {
        return tx.sql("SELECT " + COLUMNS + " FROM cost_lines WHERE reference = ?")
                .param(reference)
                .query((row, n) -> line(row))
                .optional();
    }

    /** In the order of their references. */
    static List<CostLine> after(Tx tx, String reference, int most) {
        return tx.sql("SELECT " + COLUMNS + " FROM cost_lines WHERE reference > ? ORDER BY reference LIMIT ?")
                .params(reference, most)
                .query((row, n) -> line(row))
                .list();
    }

    /** Those of an area that have some of these days. */
    static List<CostLine> of(Tx tx, BenefitArea area, Days days) {
        return tx.sql("SELECT " + COLUMNS
                        + " FROM cost_lines WHERE area_kind = ? AND area = ? AND to_day >= ? AND from_day <= ?"
                        + " ORDER BY from_day DESC, reference")
                .params(
                        area.kind().code(),
                        area.id(),
                        days.from().toString(),
                        days.to().toString())
                .query((row, n) -> line(row))
                .list();
    }

    private static long coins(Money money) {
        return money.amount().unscaledValue().longValueExact();
    }

    private static CostLine line(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        String id = row.getString("area");
        return new CostLine(
                row.getString("reference"),
                // written by this hub, unless the database comes from a newer one
                CostKind.ofCode(row.getString("kind")).orElse(CostKind.OTHER),
                BenefitArea.parse(id.isEmpty() ? row.getString("area_kind") : row.getString("area_kind") + ":" + id)
                        .orElse(BenefitArea.ALL),
                new Days(LocalDate.parse(row.getString("from_day")), LocalDate.parse(row.getString("to_day"))),
                new Money(
                        BigDecimal.valueOf(row.getLong("amount"), Math.max(0, currency.getDefaultFractionDigits())),
                        currency),
                row.getString("note"),
                row.getString("who"),
                row.getInt("version"),
                Instant.ofEpochMilli(row.getLong("at")));
    }
}
