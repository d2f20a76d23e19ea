package io.tagline.hub.crm.mapping;

import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.ContactPoint;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.customer.PartyRole;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.customer.Preference;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is kept of a customer; of one who was erased, what erasure left. */
final class CustomerFacts {
    private static final String NOT_AT_ALL = "none";

    private CustomerFacts() {}

    /** False if there is no such customer. */
    static boolean read(Tx tx, CustomerId id, Set<OurField> wanted, Facts facts) {
        Optional<CustomerView> found = Customers.byId(tx, id);
        found.ifPresent(customer -> {
            person(customer, facts);
            standing(customer, facts);
            if (wanted.contains(OurField.CUSTOMER_CONSENT_NOTICES)) {
                facts.flag(OurField.CUSTOMER_CONSENT_NOTICES, mayBeTold(tx, customer));
            }
        });
        return found.isPresent();
    }

    static boolean isErased(Tx tx, CustomerId id) {
        return Customers.byId(tx, id)
                .filter(customer -> customer.erasedAt().isPresent())
                .isPresent();
    }

    private static void person(CustomerView customer, Facts facts) {
        facts.text(OurField.CUSTOMER_ID, customer.id().toString())
                .text(OurField.CUSTOMER_SOURCE, customer.source())
                .text(OurField.CUSTOMER_REFERENCE, customer.reference())
                .personal(OurField.CUSTOMER_NAME, customer.name())
                .personal(OurField.CUSTOMER_EMAIL, customer.email())
                .personal(OurField.CUSTOMER_PHONE, customer.phone())
                .personal(
                        OurField.CUSTOMER_ADDRESS,
                        first(customer, Channel.POSTAL).map(ContactPoint::value));
    }

    private static void standing(CustomerView customer, Facts facts) {
        facts.text(OurField.CUSTOMER_SEGMENT, customer.segment())
                .text(OurField.CUSTOMER_STAGE, customer.stage().code())
                .text(
                        OurField.CUSTOMER_ROLES,
                        customer.roles().stream().map(PartyRole::code).sorted().collect(Collectors.joining(" ")))
                .text(OurField.CUSTOMER_LANGUAGE, preference(customer, Preference.LANGUAGE))
                .text(OurField.CUSTOMER_ABSENT, preference(customer, Preference.ABSENT))
                .text(OurField.CUSTOMER_CONSENT_CONTACT, preference(customer, Preference.CONTACT))
                .flag(OurField.CUSTOMER_ERASED, customer.erasedAt().isPresent())
                .erased(customer.erasedAt().isPresent())
                .moment(OurField.CUSTOMER_CHANGED, customer.updatedAt());
    }

    private static Optional<String> preference(CustomerView customer, Preference preference) {
        return Optional.ofNullable(customer.preferences().get(preference));
    }

    private static Optional<ContactPoint> first(CustomerView customer, Channel channel) {
        return customer.contacts().stream()
                .filter(point -> point.channel() == channel)
                .findFirst();
    }

    /** Whether notices reach them by mail: they have an address, and have not said no, there or here. */
    private static boolean mayBeTold(Tx tx, CustomerView customer) {
        boolean wants = preference(customer, Preference.CONTACT)
                .filter(NOT_AT_ALL::equals)
                .isEmpty();
        return wants
                && first(customer, Channel.EMAIL)
                        .map(ContactPoint::normal)
                        .map(Personal::value)
                        .filter(address -> !NoticeConsentTable.isClosed(tx, address))
                        .isPresent();
    }
}
