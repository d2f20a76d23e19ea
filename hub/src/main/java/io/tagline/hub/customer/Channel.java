package io.tagline.hub.customer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A way to reach a person. */
public enum Channel {
    /** An e-mail address. */
    EMAIL,
    /** A telephone number. */
    PHONE,
    /** A postal address, on one line. */
    POSTAL;

    /** Stable word in the API and in the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name that visibility is set by. */
    public String field() {
        return switch (this) {
            case EMAIL -> "customer.email";
            case PHONE -> "customer.phone";
            case POSTAL -> "customer.address";
        };
    }

    /**
     * The channel of this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Channel parse(String code) {
        return Arrays.stream(values())
                .filter(channel -> channel.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + code + "\": expected one of "
                        + Arrays.stream(values()).map(Channel::code).collect(Collectors.joining(", "))));
    }
}
