package io.tagline.hub.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an API key is good for: an area of the API each, in which it may both look and change things, but for the first two. */
public enum Scope {
    /** Looking up orders, parcels, loads and the fleet. */
    READ,
    /** Putting orders and loads, reporting events. */
    WRITE,
    /** Customers' cases, what was said to them, who is calling, which two customers are one. */
    CARE,
    /** Notices and who gets them. */
    NOTIFY,
    /** Figures without persons. */
    FIGURES,
    /** The audit log, CRMs that are kept in step, and all that is held on a person: shown, or forgotten. */
    ADMIN;

    /** Stable word on the command line and in the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name that security rules know it by. */
    public String authority() {
        return "SCOPE_" + code();
    }

    /** The scope of this code, or empty if there is none. */
    public static Optional<Scope> ofCode(String code) {
        return Arrays.stream(values())
                .filter(scope -> scope.code().equals(code))
                .findFirst();
    }

    static String join(Set<Scope> scopes) {
        return new TreeSet<>(scopes).stream().map(Scope::code).collect(Collectors.joining(" "));
    }

    static Set<Scope> split(String codes) {
        return Arrays.stream(codes.split(" ", -1))
                .flatMap(code -> ofCode(code).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
