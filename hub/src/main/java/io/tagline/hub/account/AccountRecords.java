package io.tagline.hub.account;

import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.ContactPoint;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.customer.PersonalRecords;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Sign-ins of customers, for who wants to see all that is kept of them, or have it forgotten. Stateless. */
public final class AccountRecords implements PersonalRecords {
    /** A sign-in that lasts. */
    public record SignIn(Instant from, Instant until) {}

    @Override
    public String name() {
        return "sign-ins";
    }

    @Override
    public List<SignIn> export(Tx tx, Set<CustomerId> customers) {
        return addresses(tx, customers)
                .flatMap(address -> AccountsTable.sessions(tx, address).stream())
                .toList();
    }

    @Override
    public int erase(Tx tx, Set<CustomerId> customers, Instant now) {
        return addresses(tx, customers)
                .mapToInt(address -> AccountsTable.erase(tx, address))
                .sum();
    }

    private static Stream<String> addresses(Tx tx, Set<CustomerId> customers) {
        return customers.stream()
                .flatMap(id -> Customers.byId(tx, id).stream())
                .flatMap(customer -> customer.contacts().stream())
                .filter(point -> point.channel() == Channel.EMAIL)
                .map(ContactPoint::normal)
                .map(address -> address.value())
                .distinct();
    }
}
