package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.PartyRole;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.customer.SegmentSpan;
import io.tagline.hub.party.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A customer in the API, with what the caller may see.
 *
 * @param email the address to write to, out of the contacts
 * @param phone the number to call, out of the contacts
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CustomerJson(
        UUID id,
        String source,
        String reference,
        Optional<Personal> name,
        Optional<Personal> email,
        Optional<Personal> phone,
        Optional<String> segment,
        List<String> roles,
        String stage,
        List<ContactJson> contacts,
        Map<String, String> preferences,
        int version,
        Optional<UUID> mergedInto,
        Optional<Instant> erasedAt,
        Instant updatedAt) {

    /** One way to reach the customer; the normal form is what it is found by. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ContactJson(String channel, Personal value, Personal normal, Optional<Instant> verifiedAt) {}

    /** The customer was in a segment from then until then. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record SegmentJson(String segment, Instant from, Optional<Instant> to) {
        static SegmentJson of(SegmentSpan span) {
            return new SegmentJson(span.segment(), span.from(), span.to());
        }
    }

    static CustomerJson of(CustomerView customer) {
        Map<String, String> preferences = new TreeMap<>();
        customer.preferences().forEach((preference, value) -> preferences.put(preference.code(), value));
        return new CustomerJson(
                customer.id().value(),
                customer.source(),
                customer.reference(),
                customer.name(),
                customer.email(),
                customer.phone(),
                customer.segment(),
                customer.roles().stream().sorted().map(PartyRole::code).toList(),
                customer.stage().code(),
                customer.contacts().stream()
                        .map(point -> new ContactJson(
                                point.channel().code(), point.value(), point.normal(), point.verifiedAt()))
                        .toList(),
                preferences,
                customer.version(),
                customer.mergedInto().map(CustomerId::value),
                customer.erasedAt(),
                customer.updatedAt());
    }
}
