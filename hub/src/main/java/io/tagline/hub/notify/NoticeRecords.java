package io.tagline.hub.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.customer.PersonalRecords;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What notices keep of persons: at which addresses they are told, what they chose there, and what they were told. Goes before the parts
 * that keep the addresses, since it is by those that it finds its own.
 */
public final class NoticeRecords implements PersonalRecords {
    private static final int MOST_SHOWN = 1_000;

    /** Of one address: what was chosen, and what was told under it, newest first, at most 1,000 notices. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Held(
            Optional<Personal> address,
            String state,
            Optional<String> language,
            Optional<String> timeZone,
            Optional<String> quietFrom,
            Optional<String> quietTo,
            Map<String, Boolean> milestones,
            List<Told> told) {
        public Held {
            milestones = Map.copyOf(milestones);
            told = List.copyOf(told);
        }
    }

    /** Somebody typed the address in, whose owner has not said yet whether they want to be told. */
    public record Asked(Personal address, Instant askedAt) {}

    /** A notice. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Told(String milestone, Instant createdAt, Optional<Instant> sentAt, Optional<Personal> text) {}

    @Override
    public String name() {
        return "notices";
    }

    @Override
    public List<?> export(Tx tx, Set<CustomerId> customers) {
        List<Object> all = new ArrayList<>(held(tx, customers));
        for (String address : PeopleTable.addresses(tx, customers)) {
            SignupsTable.asked(tx, address, MOST_SHOWN).forEach(at -> all.add(new Asked(new Personal(address), at)));
        }
        return all;
    }

    private static List<Held> held(Tx tx, Set<CustomerId> customers) {
        Map<UUID, List<Told>> told = NoticesTable.ofCustomers(tx, customers, MOST_SHOWN).stream()
                .collect(Collectors.groupingBy(
                        Notice::contact, Collectors.mapping(NoticeRecords::told, Collectors.toList())));
        List<Held> held = new ArrayList<>();
        List<Contact> contacts = contacts(tx, PeopleTable.addresses(tx, customers));
        Map<UUID, Map<Milestone, Boolean>> chosen =
                ChoicesTable.of(tx, contacts.stream().map(Contact::id).toList());
        for (Contact contact : contacts) {
            List<Told> here = told.remove(contact.id());
            held.add(held(contact, chosen.getOrDefault(contact.id(), Map.of()), here == null ? List.of() : here));
        }
        // under addresses that are theirs no more
        told.values()
                .forEach(others -> held.add(new Held(
                        Optional.empty(),
                        "former",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        others)));
        return held;
    }

    private static Told told(Notice notice) {
        return new Told(
                notice.milestone().code(),
                notice.createdAt(),
                notice.sentAt(),
                notice.text().map(text -> new Personal(text.body())));
    }

    private static Held held(Contact contact, Map<Milestone, Boolean> chosen, List<Told> told) {
        return new Held(
                Optional.of(contact.address()),
                contact.state().code(),
                contact.language().map(language -> language.toLanguageTag()),
                contact.zone().map(zone -> zone.getId()),
                contact.quiet().map(quiet -> quiet.from().toString()),
                contact.quiet().map(quiet -> quiet.to().toString()),
                chosen.entrySet().stream()
                        .collect(Collectors.toMap(choice -> choice.getKey().code(), Map.Entry::getValue)),
                told);
    }

    /** An address that is somebody else's, too, stays theirs; what was told to these is forgotten all the same. */
    @Override
    public int erase(Tx tx, Set<CustomerId> customers, Instant now) {
        int rows = 0;
        for (CustomerId customer : customers) {
            rows += NoticesTable.forget(tx, customer);
        }
        Set<String> addresses = PeopleTable.addresses(tx, customers);
        addresses.removeAll(PeopleTable.ofOthers(tx, addresses, customers));
        for (String address : addresses) {
            rows += SignupsTable.forget(tx, address);
        }
        for (Contact contact : contacts(tx, addresses)) {
            NoticesTable.forgetContact(tx, contact.id());
            ChoicesTable.put(tx, contact.id(), Map.of());
            FollowsTable.forget(tx, contact.id());
            ContactsTable.erase(tx, contact.id());
            rows++;
        }
        return rows;
    }

    private static List<Contact> contacts(Tx tx, Collection<String> addresses) {
        return ContactsTable.byAddress(tx, Channel.EMAIL, addresses);
    }
}
