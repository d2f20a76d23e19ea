package io.tagline.hub.crm.mapping;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.EventKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is kept of an order, and what its parcels come to. */
final class OrderFactsTable {
    private static final int MOST_NUMBERS = 20;

    private OrderFactsTable() {}

    private record Line(String number, String link, EventKind status, Optional<LocalDate> promise) {}

    /** False if there is no such order. */
    static boolean read(Tx tx, UUID order, Optional<String> trackUrl, Facts facts) {
        boolean found = tx.sql(
                        "SELECT source, reference, service_level, promised_date, updated_at FROM orders WHERE id = ?")
                .param(Uuids.bytes(order))
                .query((row, n) -> {
                    facts.text(OurField.ORDER_ID, order.toString())
                            .text(OurField.ORDER_SOURCE, row.getString("source"))
                            .text(OurField.ORDER_REFERENCE, row.getString("reference"))
                            .text(OurField.ORDER_SERVICE_LEVEL, row.getString("service_level"))
                            .day(OurField.ORDER_PROMISE, day(row, "promised_date"))
                            // an order's id begins with when it first came (UUID version 7)
                            .moment(OurField.ORDER_AT, Instant.ofEpochMilli(order.getMostSignificantBits() >>> 16))
                            .moment(OurField.ORDER_CHANGED, Instant.ofEpochMilli(row.getLong("updated_at")));
                    return true;
                })
                .optional()
                .orElse(false);
        if (found) {
            sum(lines(tx, order), trackUrl, facts);
        }
        return found;
    }

    private static List<Line> lines(Tx tx, UUID order) {
        return tx.sql(
                        """
                        SELECT tracking_number, link, status, promised_by, promise_changes FROM parcels
                        WHERE order_id = ? AND retired_at IS NULL ORDER BY position
                        """)
                .param(Uuids.bytes(order))
                .query((row, n) -> new Line(
                        row.getString("tracking_number"),
                        row.getString("link"),
                        EventKind.ofCode(row.getString("status")).orElse(EventKind.UNKNOWN),
                        row.getInt("promise_changes") == 0 ? Optional.empty() : day(row, "promised_by")))
                .list();
    }

    private static void sum(List<Line> lines, Optional<String> trackUrl, Facts facts) {
        facts.text(
                        OurField.ORDER_STATUS,
                        OrderStatus.of(lines.stream().map(Line::status).toList())
                                .code())
                .number(OurField.ORDER_PARCELS, lines.size())
                .number(
                        OurField.ORDER_PARCELS_DELIVERED,
                        lines.stream()
                                .filter(line -> line.status() == EventKind.DELIVERED)
                                .count())
                .text(
                        OurField.ORDER_TRACKING_NUMBERS,
                        lines.stream().limit(MOST_NUMBERS).map(Line::number).collect(Collectors.joining(", "))
                                + (lines.size() > MOST_NUMBERS ? ", …" : ""))
                // the last of them: then the order is there
                .day(
                        OurField.ORDER_PROMISE,
                        lines.stream().flatMap(line -> line.promise().stream()).max(Comparator.naturalOrder()));
        lines.stream()
                .findFirst()
                .ifPresent(first -> facts.text(OurField.ORDER_LINK, trackUrl.map(url -> url + first.link())));
    }

    private static Optional<LocalDate> day(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(LocalDate::parse);
    }
}
