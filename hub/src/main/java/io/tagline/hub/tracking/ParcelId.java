package io.tagline.hub.tracking;

import java.util.UUID;

/** A parcel inside the hub, for ever; tracking numbers are reused, this is not. */
public record ParcelId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
