package io.tagline.hub.customer;

import io.tagline.hub.customer.CustomerWords.Word;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Customers by the words in what is kept of them. */
final class CustomerWordsTable {
    /** No byte of UTF-8 is as high. */
    private static final byte ABOVE_ALL = (byte) 0xFF;

    private CustomerWordsTable() {}

    static void put(Tx tx, CustomerId customer, Set<Word> words) {
        erase(tx, customer);
        List<Object[]> rows = words.stream()
                .map(word -> new Object[] {bytes(word.text()), Uuids.bytes(customer.value()), word.field()})
                .toList();
        tx.update("INSERT INTO customer_words (word, customer, field) VALUES (?, ?, ?)", rows);
    }

    static int erase(Tx tx, CustomerId customer) {
        return tx.execute("DELETE FROM customer_words WHERE customer = ?", Uuids.bytes(customer.value()));
    }

    /**
     * What is looked for.
     *
     * @param words each begins some word of the customer
     * @param phone or this is the number
     * @param trackingNumber or it is the customer of this parcel, or gets it
     * @param reference or the customer of an order of this reference
     * @param fields where who asks may look
     * @param source whose customers only
     */
    record Query(
            List<String> words,
            Optional<String> phone,
            Optional<String> trackingNumber,
            String reference,
            Collection<String> fields,
            Optional<String> source) {}

    /** The newest first, those before {@code before} only. */
    static List<CustomerId> find(Tx tx, Query query, CustomerId before, int most) {
        List<String> parts = new ArrayList<>();
        if (!query.words().isEmpty() && !query.fields().isEmpty()) {
            parts.add(beginning(query.words().size()));
        }
        if (query.phone().isPresent()) {
            parts.add("SELECT customer AS id FROM contact_points WHERE channel = 'phone' AND normal = :phone");
        }
        if (query.trackingNumber().isPresent()) {
            parts.add(
                    """
                    SELECT o.customer AS id FROM parcels p JOIN orders o ON o.id = p.order_id
                    WHERE p.tracking_number = :number AND p.retired_at IS NULL
                    """);
            parts.add(
                    """
                    SELECT s.recipient AS id FROM parcels p JOIN shipments s ON s.id = p.shipment
                    WHERE p.tracking_number = :number AND p.retired_at IS NULL AND s.recipient IS NOT NULL
                    """);
        }
        parts.add("SELECT customer AS id FROM orders WHERE reference = :reference");
        StatementSpec statement = tx.sql("SELECT f.id FROM (" + String.join(" UNION ", parts) + ") f"
                        + " JOIN customers c ON c.id = f.id WHERE f.id < :before"
                        + (query.source().isPresent() ? " AND c.source = :source" : "")
                        + " ORDER BY f.id DESC LIMIT :most")
                .param("reference", query.reference())
                .param("before", Uuids.bytes(before.value()))
                .param("most", most)
                .param("fields", query.fields());
        statement = with(statement, "source", query.source());
        statement = with(statement, "phone", query.phone());
        statement = with(statement, "number", query.trackingNumber());
        for (int i = 0; i < query.words().size(); i++) {
            byte[] word = bytes(query.words().get(i));
            byte[] end = Arrays.copyOf(word, word.length + 1);
            end[word.length] = ABOVE_ALL;
            statement = statement.param("from" + i, word).param("to" + i, end);
        }
        return statement
                .query((row, n) -> new CustomerId(Uuids.of(row.getBytes(1))))
                .list();
    }

    private static String beginning(int words) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < words; i++) {
            sql.append(i == 0 ? "SELECT customer AS id" : " AND customer IN (SELECT customer")
                    .append(" FROM customer_words WHERE word >= :from")
                    .append(i)
                    .append(" AND word < :to")
                    .append(i)
                    .append(" AND field IN (:fields)");
        }
        return sql.append(")".repeat(words - 1)).toString();
    }

    private static StatementSpec with(StatementSpec statement, String name, Optional<String> value) {
        return value.isPresent() ? statement.param(name, value.get()) : statement;
    }

    private static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }
}
