package io.tagline.hub.notify;

import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.Preference;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Tx.RowReader;
import io.tagline.hub.store.Uuids;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code customer} keeps of people, as far as it decides about notices: read for many at once, never written. */
final class PeopleTable {
    /** Longer chains of merges than a family has members are none. */
    private static final int MOST_MERGES = 100;

    private static final String EMAIL = Channel.EMAIL.code();
    private static final String NOT_AT_ALL = "none";

    private PeopleTable() {}

    /** By the id that orders know them by; nobody who was erased. */
    static Map<CustomerId, Person> of(Tx tx, Collection<CustomerId> customers) {
        Map<CustomerId, CustomerId> roots = roots(tx, customers);
        List<byte[]> ids = roots.values().stream()
                .distinct()
                .map(id -> Uuids.bytes(id.value()))
                .toList();
        Map<CustomerId, String> emails = new HashMap<>();
        Map<CustomerId, Integer> positions = new HashMap<>();
        tx.forEach(
                "SELECT customer, value, position FROM contact_points WHERE channel = ? AND customer IN ",
                List.of(EMAIL),
                ids,
                row -> {
                    CustomerId id = new CustomerId(Uuids.of(row.getBytes(1)));
                    String written = row.getString(2);
                    int position = row.getInt(3);
                    EmailAddress.normal(written).ifPresent(address -> {
                        if (positions.merge(id, position, Math::min) == position) {
                            emails.put(id, address);
                        }
                    });
                });
        Set<CustomerId> unreachable = new HashSet<>();
        preferences(tx, Preference.CONTACT, ids).forEach((id, wanted) -> {
            if (wanted.equals(NOT_AT_ALL)) {
                unreachable.add(id);
            }
        });
        Map<CustomerId, Person> found = new HashMap<>();
        roots.forEach((id, root) ->
                found.put(id, new Person(root, Optional.ofNullable(emails.get(root)), !unreachable.contains(root))));
        return found;
    }

    /** What these read, where they said so. */
    static Map<CustomerId, Locale> languages(Tx tx, Collection<CustomerId> customers) {
        Map<CustomerId, Locale> found = new HashMap<>();
        preferences(
                        tx,
                        Preference.LANGUAGE,
                        customers.stream().map(id -> Uuids.bytes(id.value())).toList())
                .forEach((id, tag) -> found.put(id, Locale.forLanguageTag(tag)));
        return found;
    }

    /** Every e-mail address that is kept of these: theirs, and that of shipments to somebody who is no customer. */
    static Set<String> addresses(Tx tx, Collection<CustomerId> customers) {
        List<byte[]> ids = customers.stream().map(id -> Uuids.bytes(id.value())).toList();
        Set<String> found = new HashSet<>();
        RowReader add = row -> EmailAddress.normal(row.getString(1)).ifPresent(found::add);
        tx.forEach("SELECT value FROM contact_points WHERE channel = ? AND customer IN ", List.of(EMAIL), ids, add);
        tx.forEach(
                "SELECT recipient_email FROM shipments WHERE recipient_email IS NOT NULL AND recipient IN ", ids, add);
        tx.forEach(
                """
                SELECT s.recipient_email FROM shipments s JOIN orders o ON o.id = s.order_id
                WHERE s.recipient IS NULL AND s.recipient_email IS NOT NULL AND o.customer IN
                """,
                ids,
                add);
        return found;
    }

    /** Those of the addresses that are somebody else's, too. */
    static Set<String> ofOthers(Tx tx, Collection<String> addresses, Set<CustomerId> than) {
        Set<String> found = new HashSet<>();
        tx.forEach(
                "SELECT customer, normal FROM contact_points WHERE channel = ? AND normal IN ",
                List.of(EMAIL),
                addresses,
                row -> {
                    if (!than.contains(new CustomerId(Uuids.of(row.getBytes(1))))) {
                        found.add(row.getString(2));
                    }
                });
        return found;
    }

    private static Map<CustomerId, String> preferences(Tx tx, Preference name, List<byte[]> customers) {
        Map<CustomerId, String> found = new HashMap<>();
        tx.forEach(
                "SELECT customer, value FROM customer_preferences WHERE name = ? AND customer IN ",
                List.of(name.code()),
                customers,
                row -> found.put(new CustomerId(Uuids.of(row.getBytes(1))), row.getString(2)));
        return found;
    }

    /** Whom each turned out to be; those who are erased are left out. */
    private static Map<CustomerId, CustomerId> roots(Tx tx, Collection<CustomerId> customers) {
        Map<CustomerId, CustomerId> into = new HashMap<>();
        Set<CustomerId> alive = new HashSet<>();
        Set<CustomerId> next = new HashSet<>(customers);
        for (int step = 0; step < MOST_MERGES && !next.isEmpty(); step++) {
            Set<CustomerId> further = new HashSet<>();
            tx.forEach(
                    "SELECT id, merged_into FROM customers WHERE erased_at IS NULL AND id IN ",
                    next.stream().map(id -> Uuids.bytes(id.value())).toList(),
                    row -> {
                        CustomerId id = new CustomerId(Uuids.of(row.getBytes(1)));
                        byte[] merged = row.getBytes(2);
                        alive.add(id);
                        if (merged != null) {
                            CustomerId root = new CustomerId(Uuids.of(merged));
                            into.put(id, root);
                            further.add(root);
                        }
                    });
            further.removeAll(alive);
            next = further;
        }
        Map<CustomerId, CustomerId> roots = new HashMap<>();
        for (CustomerId customer : customers) {
            CustomerId root = customer;
            for (int step = 0; step < MOST_MERGES && into.containsKey(root); step++) {
                root = into.getOrDefault(root, root);
            }
            if (alive.contains(root)) {
                roots.put(customer, root);
            }
        }
        return roots;
    }
}
