package io.tagline.hub.access;

import java.security.Principal;

/** A program that calls the API, by its key. */
record Program(ApiKey key) implements Principal {

    @Override
    public String getName() {
        return "key:" + key.name();
    }

    /** In logs. */
    @Override
    public String toString() {
        return getName();
    }
}
