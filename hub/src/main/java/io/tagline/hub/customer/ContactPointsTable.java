package io.tagline.hub.customer;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How customers are reached. */
final class ContactPointsTable {
    private ContactPointsTable() {}

    static List<ContactPoint> of(Tx tx, CustomerId customer) {
        return tx.sql(
                        """
                        SELECT channel, value, normal, verified_at FROM contact_points WHERE customer = ?
                        ORDER BY position, channel
                        """)
                .param(Uuids.bytes(customer.value()))
                .query((row, n) -> {
                    long verifiedMs = row.getLong("verified_at");
                    boolean verified = !row.wasNull();
                    return new ContactPoint(
                            Channel.parse(row.getString("channel")),
                            new Personal(row.getString("value")),
                            new Personal(row.getString("normal")),
                            verified ? Optional.of(Instant.ofEpochMilli(verifiedMs)) : Optional.empty());
                })
                .list();
    }

    static void put(Tx tx, CustomerId customer, List<ContactPoint> contacts) {
        erase(tx, customer);
        List<Object[]> rows = new ArrayList<>();
        for (ContactPoint point : contacts) {
            rows.add(new Object[] {
                Uuids.bytes(customer.value()),
                point.channel().code(),
                point.normal().value(),
                point.value().value(),
                rows.size()
            });
        }
        tx.update(
                "INSERT INTO contact_points (customer, channel, normal, value, position) VALUES (?, ?, ?, ?, ?)", rows);
        for (ContactPoint point : contacts) {
            point.verifiedAt().ifPresent(at -> verified(tx, customer, point, at));
        }
    }

    /** False if the customer is not reached there. */
    static boolean verified(Tx tx, CustomerId customer, ContactPoint point, Instant at) {
        return tx.execute(
                        "UPDATE contact_points SET verified_at = ? WHERE customer = ? AND channel = ? AND normal = ?",
                        at.toEpochMilli(),
                        Uuids.bytes(customer.value()),
                        point.channel().code(),
                        point.normal().value())
                > 0;
    }

    /** Who is reached there, the newest first. */
    static List<CustomerId> reached(Tx tx, Channel channel, String normal, int most) {
        return tx.sql(
                        """
                        SELECT customer FROM contact_points WHERE channel = ? AND normal = ? ORDER BY customer DESC LIMIT ?
                        """)
                .params(channel.code(), normal, most)
                .query((row, n) -> new CustomerId(Uuids.of(row.getBytes(1))))
                .list();
    }

    /** Somebody of whom an address is their own; {@code verified} if it was shown to be. */
    record Owner(CustomerId customer, boolean verified) {}

    /**
     * Whose own it is: what was verified counts always; what was not counts of customers who are still themselves, and not where more
     * than so many of one source have it. The verified first, then the newest.
     */
    static List<Owner> owners(Tx tx, Channel channel, String normal, int mostOfOneSource, int most) {
        return tx.sql(
                        """
                        WITH found AS (
                          SELECT p.customer, c.source, CASE WHEN p.verified_at IS NULL THEN 0 ELSE 1 END AS verified
                          FROM contact_points p JOIN customers c ON c.id = p.customer
                          WHERE p.channel = ? AND p.normal = ? AND c.erased_at IS NULL
                            AND (p.verified_at IS NOT NULL OR c.merged_into IS NULL)
                        )
                        SELECT customer, verified FROM found
                        WHERE verified = 1 OR source NOT IN
                          (SELECT source FROM found WHERE verified = 0 GROUP BY source HAVING count(*) > ?)
                        ORDER BY verified DESC, customer DESC LIMIT ?
                        """)
                .params(channel.code(), normal, mostOfOneSource, most)
                .query((row, n) -> new Owner(new CustomerId(Uuids.of(row.getBytes(1))), row.getInt(2) == 1))
                .list();
    }

    static int erase(Tx tx, CustomerId customer) {
        return tx.execute("DELETE FROM contact_points WHERE customer = ?", Uuids.bytes(customer.value()));
    }
}
