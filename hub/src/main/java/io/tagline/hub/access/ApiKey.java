package io.tagline.hub.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A program's key, without the key itself.
 *
 * @param source for a partner's key, the source whose orders it is for: it sees and changes no others; empty for our own
 *     programs
 */
public record ApiKey(String name, Set<Scope> scopes, Optional<String> source, Instant createdAt) {
    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** As one who looks at things: our own programs see what reps see. */
    Viewer viewer() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        if (source.isPresent()) {
            roles.add(Role.PARTNER);
        } else {
            for (Scope scope : scopes) {
                roles.add(
                        switch (scope) {
                            case READ, WRITE, CARE, NOTIFY -> Role.REP;
                            case FIGURES -> Role.ANALYST;
                            case ADMIN -> Role.ADMIN;
                        });
            }
        }
        return new Viewer("key:" + name, roles, Optional.empty());
    }
}
