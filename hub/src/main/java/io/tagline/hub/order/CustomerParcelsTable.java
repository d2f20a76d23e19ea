package io.tagline.hub.order;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.timeline.TrackingLink;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parcels that customers ordered, and those that go to them. */
final class CustomerParcelsTable {
    private static final String SELECT =
            """
            SELECT p.id, p.tracking_number, p.link, p.status, p.status_at, p.promised_from, p.promised_by, p.promise_changes,
              o.source, o.reference, o.service_level, o.promised_date, \
            """;

    private static final String ORDERED =
            """
            o.customer AS whose FROM orders o JOIN parcels p ON p.order_id = o.id
            WHERE o.customer IN (:customers) AND p.retired_at IS NULL ORDER BY o.updated_at DESC, p.position, p.id LIMIT :most
            """;

    private static final String RECEIVED =
            """
            s.recipient AS whose FROM shipments s JOIN orders o ON o.id = s.order_id JOIN parcels p ON p.order_id = s.order_id AND p.shipment = s.id
            WHERE s.recipient IN (:customers) AND p.retired_at IS NULL ORDER BY o.updated_at DESC, p.position, p.id LIMIT :most
            """;

    private CustomerParcelsTable() {}

    /** Those of the orders changed last; the one whose status is newest first. */
    static List<CustomerParcel> of(Tx tx, Collection<CustomerId> customers, int most) {
        Map<ParcelId, CustomerParcel> found = new LinkedHashMap<>();
        read(tx, ORDERED, true, customers, most).forEach(parcel -> found.put(parcel.id(), parcel));
        read(tx, RECEIVED, false, customers, most).forEach(parcel -> found.putIfAbsent(parcel.id(), parcel));
        List<CustomerParcel> sorted = new ArrayList<>(found.values());
        sorted.sort(Comparator.comparing(CustomerParcel::statusAt)
                .thenComparing(parcel -> parcel.id().value())
                .reversed());
        return List.copyOf(sorted.subList(0, Math.min(most, sorted.size())));
    }

    private static List<CustomerParcel> read(
            Tx tx, String from, boolean ordered, Collection<CustomerId> customers, int most) {
        return tx.sql(SELECT + from)
                .param(
                        "customers",
                        customers.stream().map(id -> Uuids.bytes(id.value())).toList())
                .param("most", most)
                .query((row, n) -> parcel(row, ordered))
                .list();
    }

    private static CustomerParcel parcel(ResultSet row, boolean ordered) throws SQLException {
        // without a promise of ours, what the order says is the promise
        boolean ours = row.getInt("promise_changes") > 0;
        return new CustomerParcel(
                new ParcelId(Uuids.of(row.getBytes("id"))),
                row.getString("tracking_number"),
                new TrackingLink(row.getString("link")),
                EventKind.ofCode(row.getString("status")).orElse(EventKind.UNKNOWN),
                Instant.ofEpochMilli(row.getLong("status_at")),
                day(row, "promised_from"),
                ours ? day(row, "promised_by") : day(row, "promised_date"),
                row.getString("source"),
                row.getString("reference"),
                row.getString("service_level"),
                new CustomerId(Uuids.of(row.getBytes("whose"))),
                ordered);
    }

    private static Optional<LocalDate> day(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(LocalDate::parse);
    }
}
