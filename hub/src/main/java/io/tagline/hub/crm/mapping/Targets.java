package io.tagline.hub.crm.mapping;

import io.tagline.hub.care.Case;
import io.tagline.hub.care.Cases;
import io.tagline.hub.care.Feedback;
import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.Target;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which records a happening may have changed. Stateless but for what it was made with; safe for any thread. */
final class Targets {
    /** What a customer's erasure or merger reaches; more than that is found by comparing both sides. */
    private static final int MOST = 5_000;

    private static final int MOST_EVENTS = 1_000;

    private final MappingFile file;
    private final Activation activation;
    private final Set<EventKind> told = new LinkedHashSet<>();

    Targets(MappingFile file, Activation activation) {
        this.file = file;
        this.activation = activation;
        file.places(Entity.EVENT).forEach(place -> told.addAll(place.events()));
    }

    List<Target> of(Tx tx, Happening happening) {
        Plan plan = new Plan(file);
        switch (happening.kind()) {
            case EVENT_RECORDED -> event(tx, happening, plan);
            case STATUS_CHANGED, PROMISE_CHANGED ->
                happening.parcel().ifPresent(parcel -> ChainTable.ofParcel(tx, parcel)
                        .filter(chain -> activation.holdsOrder(tx, chain.order()))
                        .ifPresent(plan::chain));
            case ORDER_CHANGED -> order(tx, happening, plan);
            case CUSTOMER_CHANGED -> happening.customer().ifPresent(customer -> customer(tx, customer, plan));
            case CASE_CHANGED -> aCase(tx, UUID.fromString(name(happening)), plan);
            case FEEDBACK_GIVEN ->
                happening.customer().ifPresent(customer -> Feedback.givenAt(tx, customer, happening.at())
                        .forEach(given -> feedback(tx, given, plan)));
            case INTERACTION_RECORDED -> {
                // what was said stays here
            }
        }
        return plan.targets();
    }

    private void event(Tx tx, Happening happening, Plan plan) {
        UUID id = happening.id();
        Optional<ParcelId> parcel = happening.parcel();
        Optional<Chain> found = parcel.flatMap(of -> ChainTable.ofParcel(tx, of))
                .filter(chain -> activation.holdsOrder(tx, chain.order()));
        if (found.isEmpty()) {
            return;
        }
        Chain chain = found.get();
        plan.chain(chain);
        UUID order = chain.order().orElseThrow();
        CustomerId customer = chain.customer().orElseThrow();
        if (activation.beginsWith(tx, order, id)) {
            EventFactsTable.ofOrder(tx, order, told, MOST_EVENTS)
                    .forEach(earlier -> plan.add(Entity.EVENT, earlier, customer));
        }
        EventFactsTable.find(tx, parcel.get(), id)
                .filter(event -> told.contains(event.kind()) && !event.late())
                .ifPresent(event -> file.places(Entity.EVENT).stream()
                        .filter(place -> place.events().contains(event.kind()))
                        .forEach(place -> plan.add(place, id, customer)));
    }

    private void order(Tx tx, Happening happening, Plan plan) {
        String name = name(happening);
        int slash = name.indexOf('/');
        ChainTable.order(tx, name.substring(0, slash), name.substring(slash + 1))
                .filter(order -> activation.holdsOrder(tx, Optional.of(order)))
                .ifPresent(order -> order(tx, order, plan));
    }

    private static void order(Tx tx, UUID order, Plan plan) {
        ChainTable.ofOrder(tx, order).ifPresent(chain -> {
            plan.chain(chain);
            ChainTable.parcels(tx, order)
                    .forEach(parcel -> plan.add(
                            Entity.PARCEL, parcel.value(), chain.customer().orElseThrow()));
        });
    }

    /** Of who was erased, or turned out to be another, all that is theirs may have changed. */
    private void customer(Tx tx, CustomerId id, Plan plan) {
        Optional<CustomerView> found = Customers.byId(tx, id);
        CustomerId root = Customers.root(tx, id);
        if (found.isEmpty() || !activation.holdsCustomer(tx, root)) {
            return;
        }
        plan.add(Entity.CUSTOMER, root.value(), root);
        if (found.get().mergedInto().isPresent()) {
            // of what waits in that one's name nothing is to be sent any more
            plan.add(Entity.CUSTOMER, id.value(), id);
        }
        if (found.get().erasedAt().isPresent() || found.get().mergedInto().isPresent()) {
            List<CustomerId> own = List.of(id);
            ChainTable.ordersOf(tx, own, MOST).stream()
                    .filter(order -> activation.holdsOrder(tx, Optional.of(order)))
                    .forEach(order -> order(tx, order, plan));
            ChainTable.parcelsTo(tx, own, MOST).forEach(parcel -> ChainTable.ofParcel(tx, new ParcelId(parcel))
                    .filter(chain -> activation.holdsOrder(tx, chain.order()))
                    .ifPresent(plan::chain));
            ChainTable.casesOf(tx, own, MOST).forEach(about -> aCase(tx, about, plan));
        }
    }

    private void aCase(Tx tx, UUID id, Plan plan) {
        Optional<Case> found = Cases.byId(tx, id);
        if (found.isPresent()) {
            Chain chain = FactsReader.chain(tx, found.get());
            if (activation.holds(tx, chain, found.get().site())) {
                plan.chain(chain);
                // of nobody who is known: then it waits for nobody either
                plan.add(Entity.CASE, id, chain.customer().orElse(new CustomerId(id)));
            }
        }
    }

    private void feedback(Tx tx, Feedback.Given given, Plan plan) {
        Chain chain = FactsReader.chain(tx, given);
        if (activation.holds(tx, chain, Optional.empty())) {
            plan.chain(chain);
            plan.add(Entity.FEEDBACK, given.subject(), chain.customer().orElse(given.customer()));
        }
    }

    /** What stands behind the kind in a happening's subject. */
    private static String name(Happening happening) {
        return happening.subject().substring(happening.subject().indexOf(':') + 1);
    }

    /** Targets in the order in which they are needed, each once. */
    private static final class Plan {
        private final MappingFile file;
        private final Set<Target> targets = new LinkedHashSet<>();

        Plan(MappingFile file) {
            this.file = file;
        }

        /** A customer, an order and a parcel; of the case of another's parcel, that other's as well. */
        void chain(Chain chain) {
            chain.customer().ifPresent(customer -> {
                add(Entity.CUSTOMER, customer.value(), customer);
                chain.order().ifPresent(order -> add(Entity.ORDER, order, customer));
                chain.parcel().ifPresent(parcel -> add(Entity.PARCEL, parcel.value(), customer));
            });
        }

        void add(Entity entity, UUID id, CustomerId partition) {
            file.places(entity).forEach(place -> add(place, id, partition));
        }

        void add(Place place, UUID id, CustomerId partition) {
            targets.add(new Target(place.name(), place.entity(), id, partition));
        }

        List<Target> targets() {
            return targets.stream()
                    .sorted(java.util.Comparator.comparing(Target::entity))
                    .toList();
        }
    }
}
