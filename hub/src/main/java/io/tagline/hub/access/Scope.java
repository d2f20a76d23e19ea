package io.tagline.hub.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an API key is good for. */
public enum Scope {
    /** Looking things up. */
    READ,
    /** Putting orders and reporting events. */
    WRITE;

    /** Stable word on the command line and in the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name that security rules know it by. */
    String authority() {
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
