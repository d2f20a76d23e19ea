package io.tagline.hub.web;

import io.tagline.hub.customer.Customers;
import io.tagline.hub.party.CustomerId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whose a record is, for people: by name for who may see it, else by the number that orders name. */
@Component
final class CrmNames {
    private final Customers customers;

    CrmNames(Customers customers) {
        this.customers = customers;
    }

    /** Empty for a customer who is not there any more. */
    String of(CustomerId id, CrmSight sight) {
        return customers
                .byId(id)
                .map(customer -> Optional.of(customer)
                        .filter(unused -> sight.mayRead().test("customer.name"))
                        .flatMap(known -> known.name())
                        .map(name -> name.value())
                        .orElse(customer.source() + " " + customer.reference()))
                .orElse("");
    }
}
