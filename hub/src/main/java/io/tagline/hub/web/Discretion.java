package io.tagline.hub.web;

import io.tagline.hub.access.FieldVisibilities;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.settings.HubSettings;
import java.util.Optional;
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
                shown("customer.email", customer.email()),
                shown("customer.phone", customer.phone()),
                shown("customer.segment", customer.segment()));
    }

    /** A value for the caller of this request, if they may see the field. */
    <T> Optional<T> shown(String field, Optional<T> value) {
        Viewer viewer = Viewers.required();
        return viewer.hasAny(Role.PARTNER) ? value : fields.shown(field, viewer, value);
    }
}
