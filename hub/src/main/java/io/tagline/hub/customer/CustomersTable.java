package io.tagline.hub.customer;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One row for each customer of each source. */
final class CustomersTable {
    private CustomersTable() {}

    static Optional<CustomerId> idOf(Tx tx, String source, String reference) {
        return tx.sql("SELECT id FROM customers WHERE source = ? AND reference = ?")
                .params(source, reference)
                .query((row, n) -> new CustomerId(Uuids.of(row.getBytes(1))))
                .optional();
    }

    static Optional<CustomerView> find(Tx tx, CustomerId id) {
        return tx.sql("SELECT source, reference, name, email, phone, segment FROM customers WHERE id = ?")
                .param(Uuids.bytes(id.value()))
                .query((row, n) -> new CustomerView(
                        id,
                        row.getString("source"),
                        row.getString("reference"),
                        personal(row, "name"),
                        personal(row, "email"),
                        personal(row, "phone"),
                        Optional.ofNullable(row.getString("segment"))))
                .optional();
    }

    static CustomerId insert(Tx tx, String source, CustomerDetails details, Instant now) {
        CustomerId id = new CustomerId(TimeOrderedIds.next(now));
        tx.sql(
                        """
                        INSERT INTO customers (id, source, reference, name, email, phone, segment, updated_at)
                        VALUES (:id, :source, :reference, :name, :email, :phone, :segment, :now)
                        """)
                .param("id", Uuids.bytes(id.value()))
                .param("source", source)
                .param("reference", details.reference())
                .param("name", text(details.name()))
                .param("email", text(details.email()))
                .param("phone", text(details.phone()))
                .param("segment", details.segment().orElse(null))
                .param("now", now.toEpochMilli())
                .update();
        return id;
    }

    static void update(Tx tx, CustomerId id, CustomerDetails details, Instant now) {
        tx.sql(
                        """
                        UPDATE customers SET name = COALESCE(:name, name), email = COALESCE(:email, email),
                          phone = COALESCE(:phone, phone), segment = COALESCE(:segment, segment), updated_at = :now
                        WHERE id = :id
                        """)
                .param("id", Uuids.bytes(id.value()))
                .param("name", text(details.name()))
                .param("email", text(details.email()))
                .param("phone", text(details.phone()))
                .param("segment", details.segment().orElse(null))
                .param("now", now.toEpochMilli())
                .update();
    }

    private static Optional<Personal> personal(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(Personal::new);
    }

    private static @Nullable String text(Optional<Personal> value) {
        return value.map(Personal::value).orElse(null);
    }
}
