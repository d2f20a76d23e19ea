package io.tagline.hub.tracking;

import java.util.Optional;

/** Says to customers what an event is. Words are those of the leading trackers; towns only, never addresses. */
public final class CustomerText {
    private CustomerText() {}

    /** One line, e.g. {@code Arrived at Ottawa}, or without a place {@code Arrived at a facility}. */
    public static String of(EventKind kind, Optional<String> place) {
        return switch (kind) {
            case REGISTERED -> "Label created. We are waiting for your parcel.";
            case ACCEPTED -> place.map(p -> "We have your parcel at " + p).orElse("We have your parcel");
            case ARRIVED -> "Arrived at " + place.orElse("a facility");
            case DEPARTED -> "Left " + place.orElse("a facility");
            case LOADED -> place.map(p -> "Being loaded for delivery at " + p).orElse("Being loaded for delivery");
            case OUT_FOR_DELIVERY -> "Out for delivery";
            case DELIVERED -> "Delivered";
            case UNKNOWN -> place.map(p -> "Seen at " + p).orElse("Seen on its way");
        };
    }
}
