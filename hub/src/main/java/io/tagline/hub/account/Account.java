package io.tagline.hub.account;

import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import java.util.List;
import java.util.Optional;

/**
 * Who has signed in: whoever reads the mail of this address.
 *
 * @param email as it was found by
 * @param customers that are reached there now, at least one; shops each have their own of a person
 */
public record Account(Personal email, List<CustomerView> customers) {
    public Account {
        customers = List.copyOf(customers);
    }

    /** By what forms and addresses name them. */
    public List<CustomerId> ids() {
        return customers.stream().map(CustomerView::id).toList();
    }

    /** One of theirs; empty for everybody else's. */
    public Optional<CustomerView> own(String id) {
        return customers.stream()
                .filter(customer -> customer.id().toString().equals(id))
                .findFirst();
    }
}
