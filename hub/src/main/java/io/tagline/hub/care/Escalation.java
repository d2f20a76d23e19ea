package io.tagline.hub.care;

import java.util.Arrays;
import java.util.Locale;

/** How near a case has come to a due time, or past it; only ever rises. */
public enum Escalation {
    NONE,
    /** A fifth of the time to answer is left. */
    RESPONSE_NEAR,
    RESPONSE_MISSED,
    /** A fifth of the time to solve it is left. */
    RESOLUTION_NEAR,
    RESOLUTION_MISSED;

    /** Stable word in the API and the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the store holds; written by this hub, unless the database comes from a newer one. */
    static Escalation ofCode(String code) {
        return Arrays.stream(values())
                .filter(value -> value.code().equals(code))
                .findFirst()
                .orElse(NONE);
    }
}
