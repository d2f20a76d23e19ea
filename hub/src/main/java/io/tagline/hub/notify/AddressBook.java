package io.tagline.hub.notify;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.notify.ContactsTable.NewContact;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds who is told of parcels: those whom their orders name, at the address that {@code customer} keeps of them; those who asked to
 * be told; and the programs of partners. An address that is new is kept as a contact of its own. Stateless.
 */
final class AddressBook {
    /** More partners than that are told by another way than a web request for each parcel. */
    private static final int MOST_WEBHOOKS = 200;

    private final Set<Channel> channels;

    /** @param channels that are set up: for others nobody is found */
    AddressBook(Set<Channel> channels) {
        this.channels = Set.copyOf(channels);
    }

    /**
     * Where somebody is told of a parcel.
     *
     * @param customer whose contact point it is, where it is a customer's
     */
    record Addressee(Contact contact, Optional<CustomerId> customer) {}

    Map<ParcelId, List<Addressee>> of(Tx tx, Map<ParcelId, ParcelFacts> parcels, Instant now) {
        Map<ParcelId, Map<UUID, Addressee>> found = new HashMap<>();
        parcels.keySet().forEach(parcel -> found.put(parcel, new LinkedHashMap<>()));
        if (channels.contains(Channel.EMAIL)) {
            addNamed(tx, parcels.values(), found, now);
        }
        addFollowers(tx, parcels.keySet(), found);
        if (channels.contains(Channel.WEBHOOK)) {
            addPrograms(tx, parcels.values(), found);
        }
        Map<ParcelId, List<Addressee>> addressees = new HashMap<>();
        found.forEach((parcel, byContact) -> addressees.put(parcel, List.copyOf(byContact.values())));
        return addressees;
    }

    private record Named(ParcelId parcel, String email, Optional<CustomerId> customer) {}

    private static void addNamed(
            Tx tx, Collection<ParcelFacts> parcels, Map<ParcelId, Map<UUID, Addressee>> found, Instant now) {
        Set<CustomerId> customers = new LinkedHashSet<>();
        parcels.forEach(parcel -> customers.addAll(parcel.people()));
        Map<CustomerId, Person> people = PeopleTable.of(tx, customers);
        List<Named> named = new ArrayList<>();
        for (ParcelFacts parcel : parcels) {
            parcel.people().stream()
                    .flatMap(id -> Optional.ofNullable(people.get(id)).stream())
                    .filter(Person::reachable)
                    .forEach(person -> person.email()
                            .ifPresent(email -> named.add(new Named(parcel.id(), email, Optional.of(person.id())))));
            parcel.email()
                    .flatMap(EmailAddress::normal)
                    .ifPresent(email -> named.add(new Named(parcel.id(), email, Optional.empty())));
        }
        Map<String, Contact> contacts =
                byEmail(tx, new LinkedHashSet<>(named.stream().map(Named::email).toList()), now);
        for (Named one : named) {
            Contact contact = contacts.get(one.email());
            Map<UUID, Addressee> ofParcel = found.get(one.parcel());
            if (contact != null && ofParcel != null) {
                ofParcel.putIfAbsent(contact.id(), new Addressee(contact, one.customer()));
            }
        }
    }

    private static Map<String, Contact> byEmail(Tx tx, Set<String> emails, Instant now) {
        Map<String, Contact> found = new HashMap<>();
        ContactsTable.byAddress(tx, Channel.EMAIL, emails)
                .forEach(contact -> found.put(contact.address().value(), contact));
        List<NewContact> fresh = emails.stream()
                .filter(email -> !found.containsKey(email))
                .map(email -> new NewContact(
                        TimeOrderedIds.next(now),
                        Channel.EMAIL,
                        new Personal(email),
                        Tokens.next(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
        if (!fresh.isEmpty()) {
            var unused = ContactsTable.insert(tx, fresh, now.toEpochMilli());
            List<String> added =
                    fresh.stream().map(contact -> contact.address().value()).toList();
            ContactsTable.byAddress(tx, Channel.EMAIL, added)
                    .forEach(contact -> found.put(contact.address().value(), contact));
        }
        return found;
    }

    private void addFollowers(Tx tx, Set<ParcelId> parcels, Map<ParcelId, Map<UUID, Addressee>> found) {
        Map<ParcelId, List<UUID>> followers = FollowsTable.of(tx, parcels);
        Map<UUID, Contact> byId = new HashMap<>();
        ContactsTable.byId(tx, followers.values().stream().flatMap(List::stream).toList())
                .forEach(contact -> byId.put(contact.id(), contact));
        followers.forEach((parcel, ids) -> ids.stream()
                .flatMap(id -> Optional.ofNullable(byId.get(id)).stream())
                .filter(contact -> channels.contains(contact.channel()))
                .forEach(contact -> Optional.ofNullable(found.get(parcel))
                        .ifPresent(of -> of.putIfAbsent(contact.id(), new Addressee(contact, Optional.empty())))));
    }

    private static void addPrograms(Tx tx, Collection<ParcelFacts> parcels, Map<ParcelId, Map<UUID, Addressee>> found) {
        List<Contact> webhooks = ContactsTable.webhooks(tx, MOST_WEBHOOKS);
        for (ParcelFacts parcel : parcels) {
            webhooks.stream()
                    .filter(webhook ->
                            webhook.source().map(parcel.source()::equals).orElse(true))
                    .forEach(webhook -> Optional.ofNullable(found.get(parcel.id()))
                            .ifPresent(of -> of.put(webhook.id(), new Addressee(webhook, Optional.empty()))));
        }
    }
}
