package io.tagline.hub.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a member of staff may do; one person can have several. */
public enum Role {
    /** Everything but what is kept for named posts, and who else gets in. */
    ADMIN,
    /** Agents, readers, portals and what passes them. */
    OPERATIONS,
    /** Loads, doors and tags of a depot, and the counter there; no customers. */
    DEPOT,
    /** Customers, their orders and their cases. */
    REP,
    /** As a rep, with what only some may see, and the last word on claims and merges. */
    SUPERVISOR,
    /** Figures, never a person. */
    ANALYST,
    /** A company whose orders these are: sees its own and nothing else. */
    PARTNER;

    /** Stable word on the command line, in claims and in the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of this code, or empty if there is none. */
    public static Optional<Role> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }

    static String join(Set<Role> roles) {
        return new TreeSet<>(roles).stream().map(Role::code).collect(Collectors.joining(" "));
    }

    static Set<Role> split(String codes) {
        return Arrays.stream(codes.split(" ", -1))
                .flatMap(code -> ofCode(code).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
