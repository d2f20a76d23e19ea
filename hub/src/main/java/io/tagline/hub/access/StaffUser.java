package io.tagline.hub.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A member of staff who can log in.
 *
 * @param post the named post that this person holds
 */
public record StaffUser(String name, Set<Role> roles, Optional<String> post, Instant createdAt) {
    public StaffUser {
        roles = Set.copyOf(roles);
    }

    /** As one who looks at things. */
    Viewer viewer() {
        return new Viewer(name, roles, post);
    }
}
