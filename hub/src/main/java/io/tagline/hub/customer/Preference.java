package io.tagline.hub.customer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Something that a customer may want otherwise than usual. Which notices they get is not here: {@code notify} keeps that. */
public enum Preference {
    /** What they read. */
    LANGUAGE("en", "fr", "fa"),
    /** Dates as they count them. */
    CALENDAR("gregorian", "jalali"),
    /** Numbers as they write them. */
    DIGITS("latin", "persian"),
    /** How staff should reach them; none: not at all. */
    CONTACT("email", "phone", "postal", "none"),
    /** What to do where nobody opens. */
    ABSENT("redeliver", "pick-up", "neighbour", "safe-place");

    private final String values;

    Preference(String... values) {
        this.values = String.join(" ", values);
    }

    /** Stable word in the API and in the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The preference of this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Preference parse(String code) {
        return Arrays.stream(values())
                .filter(preference -> preference.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + code + "\": expected one of "
                        + Arrays.stream(values()).map(Preference::code).collect(Collectors.joining(", "))));
    }

    /** What can be wanted. */
    public List<String> options() {
        return List.of(values.split(" ", -1));
    }

    /**
     * The value, if it is one that can be wanted.
     *
     * @throws IllegalArgumentException if it is not
     */
    public String check(String value) {
        List<String> allowed = List.of(values.split(" ", -1));
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException("\"" + value + "\": expected one of " + String.join(", ", allowed));
        }
        return value;
    }
}
