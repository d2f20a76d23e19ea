package io.tagline.hub.customer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How far a customer has come with the post. */
public enum LifecycleStage {
    /** Has asked, never ordered. */
    PROSPECT,
    /** Orders, or gets parcels. */
    ACTIVE,
    /** Has not ordered for long; whoever sets it says how long. */
    DORMANT,
    /** Has left. */
    FORMER;

    /** Stable word in the API and in the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The stage of this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static LifecycleStage parse(String code) {
        return Arrays.stream(values())
                .filter(stage -> stage.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + code + "\": expected one of "
                        + Arrays.stream(values()).map(LifecycleStage::code).collect(Collectors.joining(", "))));
    }
}
