package io.tagline.hub.crm;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.fake.MemoryPeer;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Customers with orders with events, in a real store, and what of them goes to a CRM: as little as the engine needs to be tried. */
final class TestShop implements Mapping, HubSide {
    static final String ACCOUNT = "Account";
    static final String ORDER = "Order";
    static final String ENTRY = "Entry";

    private final Transactions transactions;
    private final String crm;
    private final AtomicInteger changes = new AtomicInteger();
    private final Map<String, Owner> accountOwners = new HashMap<>();
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private final Set<UUID> erased = ConcurrentHashMap.newKeySet();

    TestShop(Transactions transactions, String crm) {
        this.transactions = transactions;
        this.crm = crm;
        transactions.write(tx -> {
            tx.execute(
                    "CREATE TABLE IF NOT EXISTS shop_customers (id BYTEA PRIMARY KEY, name TEXT, phone TEXT, note TEXT)");
            tx.execute("CREATE TABLE IF NOT EXISTS shop_orders (id BYTEA PRIMARY KEY, customer BYTEA, status TEXT)");
            tx.execute("CREATE TABLE IF NOT EXISTS shop_events (id BYTEA PRIMARY KEY, ord BYTEA, n INTEGER)");
            return null;
        });
    }

    /** This happens once, just after a record was next read here and before anything is made of it. */
    void meanwhile(Runnable happens) {
        meanwhile.set(happens);
    }

    /** From now on this field of accounts is theirs, or anybody's. */
    void owner(String field, Owner owner) {
        accountOwners.put(field, owner);
    }

    UUID customer(String name) {
        return customers(1, name).get(0);
    }

    List<UUID> customers(int count, String name) {
        return many(count, (tx, id, n) -> {
            tx.execute("INSERT INTO shop_customers VALUES (?, ?, ?, '')", Uuids.bytes(id), name + n, "+98 21 " + n);
            tell(tx, Kind.CUSTOMER_CHANGED, "customer:" + id);
        });
    }

    void rename(UUID customer, String name) {
        change(tx -> {
            tx.execute("UPDATE shop_customers SET name = ? WHERE id = ?", name, Uuids.bytes(customer));
            tell(tx, Kind.CUSTOMER_CHANGED, "customer:" + customer);
        });
    }

    void phone(UUID customer, String phone) {
        change(tx -> {
            tx.execute("UPDATE shop_customers SET phone = ? WHERE id = ?", phone, Uuids.bytes(customer));
            tell(tx, Kind.CUSTOMER_CHANGED, "customer:" + customer);
        });
    }

    /** As erasure of the whole hub does it; nothing of the person is left here. */
    void erase(UUID customer) {
        change(tx -> {
            new CrmRecords().begin(tx);
            tx.execute(
                    "UPDATE shop_customers SET name = 'Customer erased-1', phone = '', note = '' WHERE id = ?",
                    Uuids.bytes(customer));
            erased.add(customer);
            int unused = new CrmRecords().erase(tx, Set.of(new CustomerId(customer)), Instant.now());
            tell(tx, Kind.CUSTOMER_CHANGED, "customer:" + customer);
        });
    }

    UUID order(UUID customer) {
        return orders(List.of(customer)).get(0);
    }

    List<UUID> orders(List<UUID> customers) {
        return many(customers.size(), (tx, id, n) -> {
            tx.execute("INSERT INTO shop_orders VALUES (?, ?, 'new')", Uuids.bytes(id), Uuids.bytes(customers.get(n)));
            tell(tx, Kind.ORDER_CHANGED, "order:" + id);
        });
    }

    void event(UUID order, int n) {
        change(tx -> event(tx, order, n));
    }

    /** An event changes the status of its order, too. */
    void event(Tx tx, UUID order, int n) {
        UUID id = TimeOrderedIds.next(Instant.now());
        tx.execute("INSERT INTO shop_events VALUES (?, ?, ?)", Uuids.bytes(id), Uuids.bytes(order), n);
        tx.execute("UPDATE shop_orders SET status = ? WHERE id = ?", "at " + n, Uuids.bytes(order));
        tell(tx, Kind.EVENT_RECORDED, "event:" + id);
    }

    /** Without anybody hearing of it: what was there before the CRM was. */
    void quietly(int customers, int ordersOfEach) {
        List<Object[]> people = new ArrayList<>();
        List<Object[]> orders = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            byte[] id = Uuids.bytes(TimeOrderedIds.next(Instant.now()));
            people.add(new Object[] {id, "Old " + i, "+98 21 " + i});
            for (int n = 0; n < ordersOfEach; n++) {
                orders.add(new Object[] {Uuids.bytes(TimeOrderedIds.next(Instant.now())), id, "old"});
            }
        }
        change(tx -> {
            tx.update("INSERT INTO shop_customers VALUES (?, ?, ?, '')", people);
            tx.update("INSERT INTO shop_orders VALUES (?, ?, ?)", orders);
        });
    }

    interface Change {
        void in(Tx tx);
    }

    void change(Change change) {
        transactions.write(tx -> {
            change.in(tx);
            return null;
        });
    }

    private interface Insert {
        void of(Tx tx, UUID id, int n);
    }

    private List<UUID> many(int count, Insert insert) {
        return transactions.write(tx -> {
            List<UUID> ids = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                UUID id = TimeOrderedIds.next(Instant.now());
                insert.of(tx, id, n);
                ids.add(id);
            }
            return ids;
        });
    }

    private void tell(Tx tx, Kind kind, String subject) {
        Happenings.append(
                tx,
                Happening.of(
                        kind,
                        Optional.empty(),
                        Optional.empty(),
                        subject,
                        String.valueOf(changes.incrementAndGet()),
                        Instant.now()));
    }

    @Override
    public List<Target> targets(Tx tx, Happening happening) {
        String[] subject = happening.subject().split(":", -1);
        UUID id = UUID.fromString(subject[1]);
        return switch (happening.kind()) {
            case CUSTOMER_CHANGED -> List.of(account(id));
            case ORDER_CHANGED -> {
                UUID customer = one(tx, "SELECT customer FROM shop_orders WHERE id = ?", id)
                        .orElseThrow();
                yield List.of(account(customer), order(id, customer));
            }
            case EVENT_RECORDED -> {
                UUID order =
                        one(tx, "SELECT ord FROM shop_events WHERE id = ?", id).orElseThrow();
                UUID customer = one(tx, "SELECT customer FROM shop_orders WHERE id = ?", order)
                        .orElseThrow();
                yield List.of(
                        account(customer),
                        order(order, customer),
                        new Target("event-on-order", Entity.EVENT, id, new CustomerId(customer)));
            }
            default -> List.of();
        };
    }

    /** Of an entry. */
    static int n(SortedMap<String, Value> fields) {
        return fields.get("n") instanceof Value.Decimal decimal
                ? decimal.number().intValue()
                : -1;
    }

    /** As above: the key of its order. */
    static String orderOf(SortedMap<String, Value> fields) {
        return fields.get("order") instanceof Value.Link link ? link.key() : "";
    }

    private static Target account(UUID customer) {
        return new Target("customer", Entity.CUSTOMER, customer, new CustomerId(customer));
    }

    private static Target order(UUID order, UUID customer) {
        return new Target("order", Entity.ORDER, order, new CustomerId(customer));
    }

    private static Optional<UUID> one(Tx tx, String sql, UUID id) {
        return tx.sql(sql)
                .param(Uuids.bytes(id))
                .query((row, n) -> Uuids.of(row.getBytes(1)))
                .optional();
    }

    @Override
    public Optional<Record> record(Tx tx, Target target) {
        Optional<Record> standing = standing(tx, target)
                .map(record -> erased.contains(target.partition().value()) ? pseudonymous(record) : record);
        meanwhile.getAndSet(() -> {}).run();
        return standing;
    }

    /** Its key was made of what names somebody. */
    private static Record pseudonymous(Record record) {
        String key = record.model().equals(ACCOUNT) ? "p" + record.key().substring(1) : record.key();
        return new Record(record.model(), key, record.appended(), record.fields(), record.owners()).ofErased();
    }

    private Optional<Record> standing(Tx tx, Target target) {
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put(MemoryPeer.LANE, text(target.partition().toString()));
        byte[] id = Uuids.bytes(target.id());
        return switch (target.entity()) {
            case CUSTOMER ->
                tx.sql("SELECT name, phone, note FROM shop_customers WHERE id = ?")
                        .param(id)
                        .query((row, n) -> {
                            fields.put("name", text(row.getString(1)));
                            fields.put("phone", text(row.getString(2)));
                            fields.put("note", text(row.getString(3)));
                            return new Record(ACCOUNT, "c-" + target.id(), false, fields, accountOwners);
                        })
                        .optional();
            case ORDER ->
                tx.sql("SELECT customer, status FROM shop_orders WHERE id = ?")
                        .param(id)
                        .query((row, n) -> {
                            fields.put("account", link(ACCOUNT, "c-" + Uuids.of(row.getBytes(1))));
                            fields.put("status", text(row.getString(2)));
                            return new Record(ORDER, "o-" + target.id(), false, fields, Map.of());
                        })
                        .optional();
            case EVENT ->
                tx.sql("SELECT ord, n FROM shop_events WHERE id = ?")
                        .param(id)
                        .query((row, n) -> {
                            fields.put("order", link(ORDER, "o-" + Uuids.of(row.getBytes(1))));
                            fields.put("n", new Value.Decimal(BigDecimal.valueOf(row.getInt(2))));
                            String key = OperationKey.of(target.id(), crm, target.place())
                                    .toString();
                            return new Record(ENTRY, key, true, fields, Map.of());
                        })
                        .optional();
            default -> Optional.empty();
        };
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private static Value link(String model, String key) {
        return new Value.Link(model, key, Optional.empty());
    }

    @Override
    public List<Target> all(Tx tx, Entity entity, Optional<UUID> after, int most) {
        byte[] from = Uuids.bytes(after.orElse(new UUID(0, 0)));
        return switch (entity) {
            case CUSTOMER ->
                tx.sql("SELECT id FROM shop_customers WHERE id > ? ORDER BY id LIMIT ?")
                        .params(from, most)
                        .query((row, n) -> account(Uuids.of(row.getBytes(1))))
                        .list();
            case ORDER ->
                tx.sql("SELECT id, customer FROM shop_orders WHERE id > ? ORDER BY id LIMIT ?")
                        .params(from, most)
                        .query((row, n) -> order(Uuids.of(row.getBytes(1)), Uuids.of(row.getBytes(2))))
                        .list();
            default -> List.of();
        };
    }

    @Override
    public Set<String> fieldsToRead(String model) {
        return model.equals(ACCOUNT)
                ? Set.of(MemoryPeer.LANE, "name", "phone", "note")
                : Set.of(MemoryPeer.LANE, "status");
    }

    @Override
    public List<Pull> pulls() {
        return accountOwners.isEmpty() ? List.of() : List.of(new Pull(ACCOUNT, Entity.CUSTOMER));
    }

    @Override
    public Optional<Incoming> incoming(Found found) {
        SortedMap<String, Value> fields = new TreeMap<>();
        found.fields().forEach((name, value) -> {
            if (accountOwners.containsKey(name)) {
                fields.put("customer." + name, value);
            }
        });
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(new Incoming(Entity.CUSTOMER, found.key().orElse(found.remoteId()), fields));
    }

    @Override
    public void hold(Tx tx, Target target) {
        tx.forEachForUpdate(
                "SELECT id FROM shop_customers WHERE id IN", List.of(Uuids.bytes(target.id())), "id", row -> {});
    }

    @Override
    public void change(Tx tx, Viewer who, Target target, String field, Value value) {
        String text = value instanceof Value.Text said ? said.text() : "";
        if (text.startsWith("bad")) {
            throw new IllegalArgumentException("expected something good");
        }
        String unused = set(tx, target.id(), field.substring("customer.".length()), text);
    }

    @Override
    public Optional<UUID> customer(
            Tx tx, Viewer who, String source, String reference, SortedMap<String, Value> fields) {
        UUID id = TimeOrderedIds.next(Instant.now());
        tx.execute("INSERT INTO shop_customers VALUES (?, '', '', '')", Uuids.bytes(id));
        fields.forEach((field, value) -> change(tx, who, account(id), field, value));
        return Optional.of(id);
    }

    /** As somebody here changes it; gives what they saw before. */
    String set(UUID customer, String field, String text) {
        return transactions.write(tx -> set(tx, customer, field, text));
    }

    private String set(Tx tx, UUID customer, String field, String text) {
        hold(tx, account(customer));
        String before = get(tx, customer, field);
        tx.execute("UPDATE shop_customers SET " + field + " = ? WHERE id = ?", text, Uuids.bytes(customer));
        tell(tx, Kind.CUSTOMER_CHANGED, "customer:" + customer);
        return before;
    }

    /** As it stands here. */
    String get(UUID customer, String field) {
        return transactions.read(tx -> get(tx, customer, field));
    }

    private static String get(Tx tx, UUID customer, String field) {
        return tx.sql("SELECT " + field + " FROM shop_customers WHERE id = ?")
                .param(Uuids.bytes(customer))
                .query(String.class)
                .single();
    }
}
