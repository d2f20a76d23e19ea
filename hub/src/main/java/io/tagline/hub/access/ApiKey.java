package io.tagline.hub.access;

import java.time.Instant;
import java.util.Set;

/** A program's key, without the key itself. */
public record ApiKey(String name, Set<Scope> scopes, Instant createdAt) {
    public ApiKey {
        scopes = Set.copyOf(scopes);
    }
}
