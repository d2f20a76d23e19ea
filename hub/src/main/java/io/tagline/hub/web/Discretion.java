package io.tagline.hub.web;

import io.tagline.hub.access.FieldVisibilities;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.settings.HubSettings;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Leaves out what who asks may not see ({@code visibility} in the settings). A partner, who gets to see nothing but what it sent
 * itself, sees all of that.
 */
@Component
final class Discretion {

    private final FieldVisibilities fields;

    Discretion(HubSettings settings) {
        this.fields = settings.visibility();
    }

    /** A customer with what the caller of this request may see. */
    CustomerView customer(CustomerView customer) {
        return new CustomerView(
                customer.id(),
                customer.source(),
                customer.reference(),
                shown("customer.name", customer.name()),
                shown("customer.segment", customer.segment()),
                customer.roles(),
                customer.stage(),
                customer.contacts().stream()
                        .filter(point -> allows(point.channel().field()))
                        .toList(),
                customer.preferences(),
                customer.version(),
                // whom a partner's customer turned out to be is not the partner's to know
                Viewers.source().isPresent() ? Optional.empty() : customer.mergedInto(),
                customer.erasedAt(),
                customer.updatedAt());
    }

    /** Whether the caller of this request may see whatever there is of a customer. */
    boolean allowsAllOfCustomers() {
        return FieldVisibilities.names().stream()
                .filter(field -> field.startsWith("customer."))
                .allMatch(this::allows);
    }

    /** Whether the caller of this request may see the field. */
    boolean allows(String field) {
        return ofCaller().test(field);
    }

    /** As above, for what goes on after the request: a live page. */
    Predicate<String> ofCaller() {
        Viewer viewer = Viewers.required();
        return field -> viewer.hasAny(Role.PARTNER) || fields.allows(field, viewer);
    }

    /** A value for the caller of this request, if they may see the field. */
    <T> Optional<T> shown(String field, Optional<T> value) {
        return allows(field) ? value : Optional.empty();
    }
}
