package io.tagline.hub.customer;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What customers want otherwise than usual. */
final class PreferencesTable {
    private PreferencesTable() {}

    static Map<Preference, String> of(Tx tx, CustomerId customer) {
        Map<Preference, String> found = new EnumMap<>(Preference.class);
        tx.forEach(
                "SELECT name, value FROM customer_preferences WHERE customer IN",
                List.of(Uuids.bytes(customer.value())),
                row -> found.put(Preference.parse(row.getString(1)), row.getString(2)));
        return found;
    }

    static void put(Tx tx, CustomerId customer, Map<Preference, String> wanted) {
        erase(tx, customer);
        wanted.forEach((preference, value) -> tx.execute(
                "INSERT INTO customer_preferences (customer, name, value) VALUES (?, ?, ?)",
                Uuids.bytes(customer.value()),
                preference.code(),
                value));
    }

    static int erase(Tx tx, CustomerId customer) {
        return tx.execute("DELETE FROM customer_preferences WHERE customer = ?", Uuids.bytes(customer.value()));
    }
}
