package io.tagline.hub.party;

import java.util.UUID;

/** A customer inside the hub. */
public record CustomerId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
