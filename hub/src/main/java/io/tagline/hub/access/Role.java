package io.tagline.hub.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a member of staff may do; one person can have several. */
public enum Role {
    /** Everything, and who else gets in. */
    ADMIN,
    /** Agents, readers, portals and what passes them. */
    OPERATIONS;

    /** Stable word on the command line and in the store. */
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
