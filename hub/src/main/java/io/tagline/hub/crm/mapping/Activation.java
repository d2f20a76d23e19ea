package io.tagline.hub.crm.mapping;

import io.tagline.hub.customer.Customers;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Whose business is a CRM's already: an order is from the moment on when one of its parcels was at an activated site, and then as a
 * whole. Where no sites are named everything is.
 */
record Activation(Set<String> sites) {
    Activation {
        sites = Set.copyOf(sites);
    }

    boolean isEverywhere() {
        return sites.isEmpty();
    }

    boolean holdsOrder(Tx tx, Optional<UUID> order) {
        return isEverywhere()
                || order.flatMap(id -> EventFactsTable.firstAt(tx, id, sites)).isPresent();
    }

    boolean holdsCustomer(Tx tx, CustomerId root) {
        return isEverywhere() || EventFactsTable.wasAt(tx, Customers.family(tx, root), sites);
    }

    /** Whether an order became this CRM's business by this event. */
    boolean beginsWith(Tx tx, UUID order, UUID event) {
        return !isEverywhere()
                && EventFactsTable.firstAt(tx, order, sites)
                        .filter(event::equals)
                        .isPresent();
    }

    /** What belongs to an order goes with it; else the site counts that somebody named, else the customer. */
    boolean holds(Tx tx, Chain chain, Optional<String> site) {
        return isEverywhere()
                || (chain.order().isPresent()
                        ? holdsOrder(tx, chain.order())
                        : site.map(sites::contains).orElseGet(() -> chain.customer()
                                .map(customer -> holdsCustomer(tx, customer))
                                .orElse(false)));
    }
}
