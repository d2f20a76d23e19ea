package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Target;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.EventKind;
import java.util.List;
import java.util.Optional;

/** The newest thing of each kind, for showing what it would come to at a CRM. */
final class NewestTable {
    private static final String EVENT =
            """
            SELECT e.id, o.customer FROM (SELECT id, order_id FROM parcels WHERE retired_at IS NULL ORDER BY id DESC LIMIT 100) p
            JOIN orders o ON o.id = p.order_id JOIN tracking_events e ON e.parcel = p.id
            WHERE e.kind IN (:kinds) ORDER BY e.recorded_at DESC, e.id LIMIT 1
            """;

    private NewestTable() {}

    static Optional<Target> of(Tx tx, Place place) {
        String sql =
                switch (place.entity()) {
                    case CUSTOMER ->
                        """
                        SELECT id, id FROM customers WHERE merged_into IS NULL AND erased_at IS NULL ORDER BY id DESC LIMIT 1
                        """;
                    case ORDER -> "SELECT id, customer FROM orders ORDER BY id DESC LIMIT 1";
                    case PARCEL ->
                        """
                        SELECT p.id, o.customer FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.retired_at IS NULL
                        ORDER BY p.id DESC LIMIT 1
                        """;
                    case EVENT -> EVENT;
                    case CASE -> "SELECT id, COALESCE(customer, id) FROM cases ORDER BY id DESC LIMIT 1";
                    case FEEDBACK ->
                        "SELECT subject, customer FROM feedback WHERE given_at IS NOT NULL ORDER BY asked_at DESC LIMIT 1";
                };
        var statement = tx.sql(sql);
        if (sql.equals(EVENT)) {
            List<String> kinds = place.events().stream().map(EventKind::code).toList();
            statement = statement.param("kinds", kinds);
        }
        return statement
                .query((row, n) -> new Target(
                        place.name(),
                        place.entity(),
                        Uuids.of(row.getBytes(1)),
                        new CustomerId(Uuids.of(row.getBytes(2)))))
                .optional();
    }
}
