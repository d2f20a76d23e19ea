package io.tagline.hub.customer;

import io.tagline.hub.party.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A customer as staff see one.
 *
 * @param source system that the reference belongs to
 * @param contacts the first of each channel is the one to use
 * @param version counts changes, from 1
 * @param mergedInto the customer that this one turned out to be
 * @param erasedAt since when nothing of the person is kept
 */
public record CustomerView(
        CustomerId id,
        String source,
        String reference,
        Optional<Personal> name,
        Optional<String> segment,
        Set<PartyRole> roles,
        LifecycleStage stage,
        List<ContactPoint> contacts,
        Map<Preference, String> preferences,
        int version,
        Optional<CustomerId> mergedInto,
        Optional<Instant> erasedAt,
        Instant updatedAt) {
    public CustomerView {
        roles = Set.copyOf(roles);
        contacts = List.copyOf(contacts);
        preferences = Map.copyOf(preferences);
    }

    /** The address to write to. */
    public Optional<Personal> email() {
        return first(Channel.EMAIL);
    }

    /** The number to call. */
    public Optional<Personal> phone() {
        return first(Channel.PHONE);
    }

    private Optional<Personal> first(Channel channel) {
        return contacts.stream()
                .filter(point -> point.channel() == channel)
                .map(ContactPoint::value)
                .findFirst();
    }

    /** What of it a change replaces. */
    CustomerDocument document() {
        return new CustomerDocument(name, segment, roles, stage, contacts, preferences);
    }
}
