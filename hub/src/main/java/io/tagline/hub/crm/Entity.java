package io.tagline.hub.crm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What of ours a CRM hears of; in the order in which one needs another. */
public enum Entity {
    CUSTOMER,
    ORDER,
    PARCEL,
    /** Of a parcel's timeline. */
    EVENT,
    CASE,
    FEEDBACK;

    /** Stable word in the store and in settings. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The entity of this code, or empty if there is none. */
    public static Optional<Entity> ofCode(String code) {
        return Arrays.stream(values())
                .filter(entity -> entity.code().equals(code))
                .findFirst();
    }
}
