package io.tagline.hub.crm.mapping;

import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.EventKind.Standing;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the parcels of an order come to, in one word. */
enum OrderStatus {
    /** Nobody has seen any of them yet. */
    REGISTERED,
    /** One at least is on its way. */
    UNDER_WAY,
    /** All are delivered. */
    DELIVERED,
    /** All are at their end, and one at least is back at the sender's. */
    RETURNED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Set<String> codes() {
        return Arrays.stream(values()).map(OrderStatus::code).collect(Collectors.toSet());
    }

    /** Of an order of these parcels; one without any is as it was put. */
    static OrderStatus of(Collection<EventKind> parcels) {
        if (parcels.stream().allMatch(status -> status.standing() == Standing.ANNOUNCED)) {
            return REGISTERED;
        }
        if (parcels.stream().anyMatch(status -> status.standing() != Standing.DONE)) {
            return UNDER_WAY;
        }
        return parcels.contains(EventKind.RETURNED) ? RETURNED : DELIVERED;
    }
}
