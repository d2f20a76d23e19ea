package io.tagline.hub.benefit;

import io.tagline.hub.care.About;
import io.tagline.hub.promise.Destination;
import io.tagline.hub.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Cases solved and questions answered in a time, with the areas that they count to. */
final class CareFiguresTable {
    /** Who asks again within this time was not helped. */
    private static final Duration NOT_AGAIN = Duration.ofDays(7);

    private static final String AREAS =
            """
            o.service_level, s.country, s.postal_code,
            COALESCE((SELECT MAX(g.segment) FROM segment_spans g
              WHERE g.customer = k.id AND g.from_at <= %1$s AND (g.to_at IS NULL OR g.to_at > %1$s)), k.segment) AS segment
            """;

    private static final String SOLVED = "SELECT c.site, c.kind, "
            + AREAS.formatted("c.resolved_at")
            + """
            , (SELECT COUNT(*) FROM interactions i WHERE i.case_id = c.id AND i.direction = 'in' AND i.at > c.opened_at
                AND i.at < c.resolved_at + ?) AS again,
              (SELECT COUNT(*) FROM case_events e WHERE e.case_id = c.id AND e.change LIKE '%state:resolved%') AS solved
            FROM cases c LEFT JOIN customers k ON k.id = c.customer LEFT JOIN parcels p ON p.id = c.parcel
              LEFT JOIN orders o ON o.id = p.order_id LEFT JOIN shipments s ON s.id = p.shipment
            WHERE c.resolved_at >= ? AND c.resolved_at < ? AND c.kind <> 'suggestion'
            """;

    private static final String OF_DELIVERIES = "SELECT NULL AS site, f.score, "
            + AREAS.formatted("f.asked_at")
            + """
            FROM feedback f LEFT JOIN customers k ON k.id = f.customer LEFT JOIN parcels p ON p.id = f.subject
              LEFT JOIN orders o ON o.id = p.order_id LEFT JOIN shipments s ON s.id = p.shipment
            WHERE f.asked_at >= ? AND f.asked_at < ? AND f.about = ? AND f.survey = (SELECT MAX(survey) FROM feedback)
            """;

    private static final String OF_CASES = "SELECT c.site, f.score, "
            + AREAS.formatted("f.asked_at")
            + """
            FROM feedback f LEFT JOIN customers k ON k.id = f.customer LEFT JOIN cases c ON c.id = f.subject
              LEFT JOIN parcels p ON p.id = c.parcel
              LEFT JOIN orders o ON o.id = p.order_id LEFT JOIN shipments s ON s.id = p.shipment
            WHERE f.asked_at >= ? AND f.asked_at < ? AND f.about = ? AND f.survey = (SELECT MAX(survey) FROM feedback)
            """;

    private CareFiguresTable() {}

    /** A case that was solved; whether nobody had to ask again. */
    record Solved(List<BenefitArea> areas, boolean atOnce) {}

    /** A question that was asked, with the score if it was answered. */
    record Answer(List<BenefitArea> areas, Optional<Integer> score) {}

    static List<Solved> solved(Tx tx, Instant from, Instant to) {
        return tx.sql(SOLVED)
                .params(NOT_AGAIN.toMillis(), from.toEpochMilli(), to.toEpochMilli())
                .query((row, n) -> new Solved(areas(row), row.getInt("again") == 0 && row.getInt("solved") <= 1))
                .list();
    }

    static List<Answer> answers(Tx tx, About about, Instant from, Instant to) {
        return tx.sql(about == About.DELIVERY ? OF_DELIVERIES : OF_CASES)
                .params(from.toEpochMilli(), to.toEpochMilli(), about.code())
                .query((row, n) -> {
                    int score = row.getInt("score");
                    return new Answer(areas(row), row.wasNull() ? Optional.empty() : Optional.of(score));
                })
                .list();
    }

    private static List<BenefitArea> areas(ResultSet row) throws SQLException {
        Context context = new Context(
                Optional.ofNullable(row.getString("service_level")),
                Optional.ofNullable(row.getString("segment")),
                Optional.of(new Destination(
                        Optional.ofNullable(row.getString("country")),
                        Optional.ofNullable(row.getString("postal_code")))));
        return context.areas(Optional.ofNullable(row.getString("site")));
    }
}
