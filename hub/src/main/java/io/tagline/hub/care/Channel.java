package io.tagline.hub.care;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By which way somebody said something. */
public enum Channel {
    COUNTER,
    PHONE,
    WEB,
    MAIL,
    EMAIL,
    PUSH,
    WEBHOOK,
    /** The hub itself, on its own account. */
    HUB;

    /** Stable word in the API and the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of this code, or empty if there is none. */
    public static Optional<Channel> ofCode(String code) {
        return Arrays.stream(values())
                .filter(channel -> channel.code().equals(code))
                .findFirst();
    }
}
