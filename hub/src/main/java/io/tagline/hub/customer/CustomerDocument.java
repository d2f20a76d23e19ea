package io.tagline.hub.customer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants kept of a customer, whole: what is not in it is not kept.
 *
 * @param roles at least one
 * @param contacts at most {@link #MOST_CONTACTS}; the first of each channel is the one to use
 */
public record CustomerDocument(
        Optional<Personal> name,
        Optional<String> segment,
        Set<PartyRole> roles,
        LifecycleStage stage,
        List<ContactPoint> contacts,
        Map<Preference, String> preferences) {
    /** The most contact points of a customer. */
    public static final int MOST_CONTACTS = 20;

    public CustomerDocument {
        roles = Set.copyOf(roles);
        contacts = distinct(contacts);
        preferences = Map.copyOf(preferences);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("customer without a role: expected one at least");
        }
    }

    private static List<ContactPoint> distinct(List<ContactPoint> contacts) {
        List<ContactPoint> kept = new ArrayList<>(contacts.size());
        for (ContactPoint point : contacts) {
            if (kept.stream().noneMatch(point::leadsTo)) {
                kept.add(point);
            }
        }
        return kept.size() <= MOST_CONTACTS ? List.copyOf(kept) : List.copyOf(kept.subList(0, MOST_CONTACTS));
    }

    /** One that says nothing but what the customer is. */
    public static CustomerDocument of(PartyRole role) {
        return new CustomerDocument(
                Optional.empty(), Optional.empty(), Set.of(role), LifecycleStage.ACTIVE, List.of(), Map.of());
    }

    public CustomerDocument withName(Optional<Personal> other) {
        return new CustomerDocument(other, segment, roles, stage, contacts, preferences);
    }

    public CustomerDocument withSegment(Optional<String> other) {
        return new CustomerDocument(name, other, roles, stage, contacts, preferences);
    }

    CustomerDocument withRoles(Set<PartyRole> others) {
        return new CustomerDocument(name, segment, others, stage, contacts, preferences);
    }

    public CustomerDocument withStage(LifecycleStage other) {
        return new CustomerDocument(name, segment, roles, other, contacts, preferences);
    }

    public CustomerDocument withContacts(List<ContactPoint> others) {
        return new CustomerDocument(name, segment, roles, stage, others, preferences);
    }

    public CustomerDocument withPreferences(Map<Preference, String> others) {
        return new CustomerDocument(name, segment, roles, stage, contacts, others);
    }

    /** With this one as the first of its channel; whether it was verified before stays known. */
    public CustomerDocument using(ContactPoint point) {
        List<ContactPoint> others = new ArrayList<>();
        others.add(contacts.stream()
                .filter(point::leadsTo)
                .findFirst()
                .map(known -> new ContactPoint(point.channel(), point.value(), point.normal(), known.verifiedAt()))
                .orElse(point));
        contacts.stream().filter(known -> !known.leadsTo(point)).forEach(others::add);
        return withContacts(others);
    }
}
