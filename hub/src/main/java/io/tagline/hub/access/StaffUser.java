package io.tagline.hub.access;

import java.time.Instant;
import java.util.Set;

/** A member of staff who can log in. */
public record StaffUser(String name, Set<Role> roles, Instant createdAt) {
    public StaffUser {
        roles = Set.copyOf(roles);
    }
}
