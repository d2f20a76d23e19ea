package io.tagline.hub.tracking;

import java.util.Optional;

/** Says to customers what an event is. Words are those of the leading trackers; towns only, never addresses. */
public final class CustomerText {
    private CustomerText() {}

    /** One line, e.g. {@code Arrived at Ottawa}, or without a place {@code Arrived at a facility}. */
    public static String of(EventKind kind, Optional<String> place) {
        return switch (kind) {
            case REGISTERED -> "Label created. We are waiting for your parcel.";
            case ACCEPTED -> at(place, "We have your parcel");
            case ARRIVED -> "Arrived at " + place.orElse("a facility");
            case SORTED -> at(place, "Sorted");
            case DEPARTED -> "Left " + place.orElse("a facility");
            case CUSTOMS -> "With customs";
            case CUSTOMS_HELD -> "Kept by customs. Duty or papers may be needed.";
            case CUSTOMS_CLEARED -> "Released by customs";
            case HELD -> at(place, "Kept back");
            case LOADED -> at(place, "Being loaded for delivery");
            case OUT_FOR_DELIVERY -> "Out for delivery";
            case ATTEMPT_FAILED -> "We could not deliver it";
            case READY_FOR_PICKUP -> at(place, "Ready to be picked up");
            case DELIVERED -> "Delivered";
            case RETURNING -> "On its way back to the sender";
            case RETURNED -> "Returned to the sender";
            case UNKNOWN -> place.map(p -> "Seen at " + p).orElse("Seen on its way");
            case MIS_SORTED -> "Took a detour";
            case DWELLING -> at(place, "Waiting");
            case MISSING -> "We are checking on your parcel";
            case LATE -> "Later than promised";
            case CORRECTED -> "An earlier line was a mistake";
        };
    }

    /** Of an event that no portal saw and whose meaning nobody knows: it may be anything, so it is not called seen. */
    public static String ofUnknownReport() {
        return "News that we could not read";
    }

    private static String at(Optional<String> place, String text) {
        return place.map(p -> text + " at " + p).orElse(text);
    }
}
