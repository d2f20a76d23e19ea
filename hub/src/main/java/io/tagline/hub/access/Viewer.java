package io.tagline.hub.access;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Who looks at something, or does it: what decides what they are shown, and what the audit log says of them.
 *
 * @param name of a member of staff; {@code key:NAME} of a program, {@code oidc:NAME} of who logged in elsewhere
 * @param post the named post that a person holds
 */
public record Viewer(String name, Set<Role> roles, Optional<String> post) {

    /** No member of staff can be called that. */
    private static final Viewer SYSTEM = new Viewer("hub:system", Set.of(), Optional.empty());

    public Viewer {
        roles = Set.copyOf(roles);
    }

    /** The hub itself, at work for nobody in particular. */
    public static Viewer system() {
        return SYSTEM;
    }

    /** Whether this is the hub itself. */
    public boolean isSystem() {
        return equals(SYSTEM);
    }

    /** Whether who looks has one of these roles at least. */
    public boolean hasAny(Role... wanted) {
        return Arrays.stream(wanted).anyMatch(roles::contains);
    }
}
