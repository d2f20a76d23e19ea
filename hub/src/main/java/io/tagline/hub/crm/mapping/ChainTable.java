package io.tagline.hub.crm.mapping;

import io.tagline.hub.customer.Customers;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What belongs to what, in the tables of other packages; read, never written. */
final class ChainTable {
    private static final UUID FIRST = new UUID(0, 0);

    private ChainTable() {}

    /** An order and who pays it, as the order has it. */
    record Owned(UUID id, CustomerId customer) {}

    static Optional<Chain> ofParcel(Tx tx, ParcelId parcel) {
        return tx.sql("SELECT p.order_id, o.customer FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = ?")
                .param(Uuids.bytes(parcel.value()))
                .query((row, n) -> new Chain(
                        Optional.of(new CustomerId(Uuids.of(row.getBytes(2)))),
                        Optional.of(Uuids.of(row.getBytes(1))),
                        Optional.of(parcel)))
                .optional()
                .map(chain -> rooted(tx, chain));
    }

    static Optional<Chain> ofOrder(Tx tx, UUID order) {
        return tx.sql("SELECT customer FROM orders WHERE id = ?")
                .param(Uuids.bytes(order))
                .query((row, n) -> new Chain(
                        Optional.of(new CustomerId(Uuids.of(row.getBytes(1)))), Optional.of(order), Optional.empty()))
                .optional()
                .map(chain -> rooted(tx, chain));
    }

    private static Chain rooted(Tx tx, Chain chain) {
        return new Chain(chain.customer().map(id -> Customers.root(tx, id)), chain.order(), chain.parcel());
    }

    static Optional<UUID> order(Tx tx, String source, String reference) {
        return tx.sql("SELECT id FROM orders WHERE source = ? AND reference = ?")
                .params(source, reference)
                .query((row, n) -> Uuids.of(row.getBytes(1)))
                .optional();
    }

    /** Of an order, retired ones too. */
    static List<ParcelId> parcels(Tx tx, UUID order) {
        return tx.sql("SELECT id FROM parcels WHERE order_id = ? ORDER BY retired_at, position, id")
                .param(Uuids.bytes(order))
                .query((row, n) -> new ParcelId(Uuids.of(row.getBytes(1))))
                .list();
    }

    /** What these have ordered, the newest change first. */
    static List<UUID> ordersOf(Tx tx, Collection<CustomerId> customers, int most) {
        return ids(
                tx,
                "SELECT id FROM orders WHERE customer IN (:customers) ORDER BY updated_at DESC LIMIT :most",
                customers,
                most);
    }

    /** Parcels that go to these. */
    static List<UUID> parcelsTo(Tx tx, Collection<CustomerId> customers, int most) {
        return ids(
                tx,
                """
                SELECT p.id FROM parcels p JOIN shipments s ON s.id = p.shipment WHERE s.recipient IN (:customers)
                ORDER BY p.id DESC LIMIT :most
                """,
                customers,
                most);
    }

    static List<UUID> casesOf(Tx tx, Collection<CustomerId> customers, int most) {
        return ids(
                tx,
                "SELECT id FROM cases WHERE customer IN (:customers) ORDER BY id DESC LIMIT :most",
                customers,
                most);
    }

    private static List<UUID> ids(Tx tx, String sql, Collection<CustomerId> customers, int most) {
        return tx.sql(sql)
                .param(
                        "customers",
                        customers.stream().map(id -> Uuids.bytes(id.value())).toList())
                .param("most", most)
                .query((row, n) -> Uuids.of(row.getBytes(1)))
                .list();
    }

    /** Customers who are still themselves, by id. */
    static List<Owned> customersAfter(Tx tx, Optional<UUID> after, int most) {
        return tx.sql(
                        """
                        SELECT id, id FROM customers WHERE id > ? AND merged_into IS NULL AND erased_at IS NULL
                        ORDER BY id LIMIT ?
                        """)
                .params(Uuids.bytes(after.orElse(FIRST)), most)
                .query((row, n) -> new Owned(Uuids.of(row.getBytes(1)), new CustomerId(Uuids.of(row.getBytes(2)))))
                .list();
    }

    static List<Owned> ordersAfter(Tx tx, Optional<UUID> after, int most) {
        return rootedAfter(
                tx,
                "SELECT o.id, o.customer, c.merged_into FROM orders o JOIN customers c ON c.id = o.customer WHERE o.id > ?",
                "o.id",
                after,
                most);
    }

    static List<Owned> parcelsAfter(Tx tx, Optional<UUID> after, int most) {
        return rootedAfter(
                tx,
                """
                SELECT p.id, o.customer, c.merged_into FROM parcels p JOIN orders o ON o.id = p.order_id
                JOIN customers c ON c.id = o.customer WHERE p.retired_at IS NULL AND p.id > ?
                """,
                "p.id",
                after,
                most);
    }

    private static List<Owned> rootedAfter(Tx tx, String select, String key, Optional<UUID> after, int most) {
        List<Owned> owned = new ArrayList<>();
        tx.sql(select + " ORDER BY " + key + " LIMIT ?")
                .params(Uuids.bytes(after.orElse(FIRST)), most)
                .query((row, n) -> {
                    CustomerId customer = new CustomerId(Uuids.of(row.getBytes(2)));
                    boolean merged = row.getBytes(3) != null;
                    return owned.add(
                            new Owned(Uuids.of(row.getBytes(1)), merged ? Customers.root(tx, customer) : customer));
                })
                .list();
        return owned;
    }

    static List<UUID> casesAfter(Tx tx, Optional<UUID> after, int most) {
        return tx.sql("SELECT id FROM cases WHERE id > ? ORDER BY id LIMIT ?")
                .params(Uuids.bytes(after.orElse(FIRST)), most)
                .query((row, n) -> Uuids.of(row.getBytes(1)))
                .list();
    }
}
