package io.tagline.hub.crm;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.ContactPoint;
import io.tagline.hub.customer.CustomerConflictException;
import io.tagline.hub.customer.CustomerDocument;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.customer.LifecycleStage;
import io.tagline.hub.customer.PartyRole;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.customer.Preference;
import io.tagline.hub.order.Orders;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.UUID;

/** Customers, and what was ordered of orders, as CRMs change them. Safe for any thread. */
public final class CustomersAndOrders implements HubSide {
    private static final int LONGEST = 200;

    private final Customers customers;
    private final InstantSource clock;

    public CustomersAndOrders(Customers customers, InstantSource clock) {
        this.customers = customers;
        this.clock = clock;
    }

    @Override
    public void hold(Tx tx, Target target) {
        if (target.entity() == Entity.ORDER) {
            Orders.hold(tx, target.id());
        } else if (target.entity() == Entity.CUSTOMER) {
            Customers.hold(tx, new CustomerId(target.id()));
        }
    }

    @Override
    public void change(Tx tx, Viewer who, Target target, String field, Value value) {
        if (target.entity() == Entity.ORDER && field.equals("order.service-level")) {
            Orders.changeService(tx, who, target.id(), text(value).orElse(""), now());
            return;
        }
        if (target.entity() != Entity.CUSTOMER) {
            throw new IllegalArgumentException("expected no change of " + field + " of this");
        }
        try {
            CustomerView unused = Customers.change(
                    tx,
                    who,
                    new CustomerId(target.id()),
                    OptionalInt.empty(),
                    standing -> with(standing, field, text(value)),
                    now());
        } catch (CustomerConflictException e) {
            throw new IllegalArgumentException(
                    "customer is " + e.reason().code() + ": expected one that may be changed", e);
        }
    }

    @Override
    public Optional<UUID> customer(
            Tx tx, Viewer who, String source, String reference, SortedMap<String, Value> fields) {
        CustomerDocument document = CustomerDocument.of(PartyRole.PAYER).withStage(LifecycleStage.PROSPECT);
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            document = with(document, field.getKey(), text(field.getValue()));
        }
        Optional<CustomerView> known = customers.byReference(tx, source, reference);
        if (known.filter(customer ->
                        customer.erasedAt().isPresent() || customer.mergedInto().isPresent())
                .isPresent()) {
            return Optional.empty();
        }
        CustomerId id = known.isPresent()
                ? known.get().id()
                : customers
                        .create(tx, who, source, reference, document)
                        .customer()
                        .id();
        return Optional.of(id.value());
    }

    private CustomerDocument with(CustomerDocument standing, String field, Optional<String> text) {
        return switch (field) {
            case "customer.name" ->
                standing.withName(text.map(CustomersAndOrders::plain).map(Personal::new));
            case "customer.segment" -> standing.withSegment(text.map(CustomersAndOrders::plain));
            case "customer.stage" -> standing.withStage(LifecycleStage.parse(text.orElse("")));
            case "customer.email" -> reached(standing, Channel.EMAIL, text);
            case "customer.phone" -> reached(standing, Channel.PHONE, text);
            case "customer.address" -> reached(standing, Channel.POSTAL, text);
            case "customer.language" -> wants(standing, Preference.LANGUAGE, text);
            case "customer.absent" -> wants(standing, Preference.ABSENT, text);
            case "customer.consent.contact" -> wants(standing, Preference.CONTACT, text);
            default -> throw new IllegalArgumentException("expected no change of " + field);
        };
    }

    /** Cleared, the one to use goes, and the next takes its place. */
    private CustomerDocument reached(CustomerDocument standing, Channel channel, Optional<String> text) {
        if (text.isPresent()) {
            return standing.using(customers.forms().point(channel, text.get(), Optional.empty()));
        }
        List<ContactPoint> kept = new ArrayList<>(standing.contacts());
        kept.stream().filter(point -> point.channel() == channel).findFirst().ifPresent(kept::remove);
        return standing.withContacts(kept);
    }

    private static CustomerDocument wants(CustomerDocument standing, Preference preference, Optional<String> text) {
        Map<Preference, String> preferences = new HashMap<>(standing.preferences());
        text.ifPresentOrElse(
                value -> preferences.put(preference, preference.check(value)), () -> preferences.remove(preference));
        return standing.withPreferences(preferences);
    }

    private static String plain(String text) {
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("expected 1 to " + LONGEST + " characters, without control characters");
        }
        return text;
    }

    private static Optional<String> text(Value value) {
        return Optional.of(value)
                .filter(known -> !(known instanceof Value.Nothing))
                .map(ValueText::plain)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
