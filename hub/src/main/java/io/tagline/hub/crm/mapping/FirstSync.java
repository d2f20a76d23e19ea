package io.tagline.hub.crm.mapping;

import io.tagline.hub.care.Cases;
import io.tagline.hub.care.Feedback;
import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.Target;
import io.tagline.hub.crm.mapping.ChainTable.Owned;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All that there is of an entity, by id. Of events there is nothing: what was before a CRM began is no news to it, and how each parcel
 * stands is in its own record.
 */
final class FirstSync {
    private final MappingFile file;
    private final Activation activation;

    FirstSync(MappingFile file, Activation activation) {
        this.file = file;
        this.activation = activation;
    }

    /** A page; empty only where there is no more. */
    List<Target> page(Tx tx, Entity entity, Optional<UUID> after, int most) {
        List<Place> places = file.places(entity);
        if (places.isEmpty()) {
            return List.of();
        }
        Optional<UUID> last = after;
        while (true) {
            List<Owned> found = found(tx, entity, last, most);
            if (found.isEmpty()) {
                return List.of();
            }
            List<Target> targets = new ArrayList<>();
            found.stream()
                    .filter(one -> isActive(tx, entity, one))
                    .forEach(one -> places.forEach(
                            place -> targets.add(new Target(place.name(), entity, one.id(), one.customer()))));
            if (!targets.isEmpty()) {
                return targets;
            }
            last = Optional.of(found.get(found.size() - 1).id());
        }
    }

    private static List<Owned> found(Tx tx, Entity entity, Optional<UUID> after, int most) {
        return switch (entity) {
            case CUSTOMER -> ChainTable.customersAfter(tx, after, most);
            case ORDER -> ChainTable.ordersAfter(tx, after, most);
            case PARCEL -> ChainTable.parcelsAfter(tx, after, most);
            case EVENT -> List.of();
            case CASE ->
                ChainTable.casesAfter(tx, after, most).stream()
                        .map(id -> new Owned(id, caseOwner(tx, id)))
                        .toList();
            case FEEDBACK ->
                Feedback.after(tx, after, most).stream()
                        .map(given -> new Owned(given.subject(), Customers.root(tx, given.customer())))
                        .toList();
        };
    }

    private static CustomerId caseOwner(Tx tx, UUID id) {
        return Cases.byId(tx, id)
                .flatMap(found -> FactsReader.chain(tx, found).customer())
                .orElse(new CustomerId(id));
    }

    private boolean isActive(Tx tx, Entity entity, Owned one) {
        if (activation.isEverywhere()) {
            return true;
        }
        return switch (entity) {
            case CUSTOMER -> activation.holdsCustomer(tx, one.customer());
            case ORDER -> activation.holdsOrder(tx, Optional.of(one.id()));
            case PARCEL ->
                ChainTable.ofParcel(tx, new io.tagline.hub.tracking.ParcelId(one.id()))
                        .filter(chain -> activation.holdsOrder(tx, chain.order()))
                        .isPresent();
            case EVENT -> false;
            case CASE ->
                Cases.byId(tx, one.id())
                        .filter(found -> activation.holds(tx, FactsReader.chain(tx, found), found.site()))
                        .isPresent();
            case FEEDBACK ->
                Feedback.given(tx, one.id(), one.customer())
                        .filter(given -> activation.holds(tx, FactsReader.chain(tx, given), Optional.empty()))
                        .isPresent();
        };
    }
}
