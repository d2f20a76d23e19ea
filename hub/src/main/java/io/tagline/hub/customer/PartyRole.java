package io.tagline.hub.customer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a customer is to the post; one can be several. */
public enum PartyRole {
    /** Orders, and gets the bill. */
    PAYER,
    /** Hands parcels in. */
    SHIPPER,
    /** Gets parcels. */
    RECIPIENT,
    /** Brings orders of others. */
    PARTNER,
    /** Works for the post. */
    SUPPLIER;

    /** Stable word in the API and in the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PartyRole parse(String code) {
        return ofCode(code)
                .orElseThrow(() ->
                        new IllegalArgumentException("\"" + code + "\": expected one of " + codes(Set.of(values()))));
    }

    private static Optional<PartyRole> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }

    private static String codes(Set<PartyRole> roles) {
        return new TreeSet<>(roles).stream().map(PartyRole::code).collect(Collectors.joining(", "));
    }

    static String join(Set<PartyRole> roles) {
        return new TreeSet<>(roles).stream().map(PartyRole::code).collect(Collectors.joining(" "));
    }

    static Set<PartyRole> split(String codes) {
        return Arrays.stream(codes.split(" ", -1))
                .flatMap(code -> ofCode(code).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
