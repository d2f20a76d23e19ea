package io.tagline.hub.notify;

import java.util.Locale;
import java.util.Optional;

/** A way to reach somebody. */
public enum Channel {
    EMAIL,
    /** A browser, by the push service that it named (RFC 8030). */
    PUSH,
    /** A program of a partner. */
    WEBHOOK;

    /** Stable word in the store and the API. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel with this code, or empty if there is none. */
    public static Optional<Channel> ofCode(String code) {
        for (Channel channel : values()) {
            if (channel.code().equals(code)) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }

    /** Whether it wakes a person up at night: programs have no nights. */
    public boolean reachesPeople() {
        return this != WEBHOOK;
    }
}
