package io.tagline.hub.store;

import java.nio.ByteBuffer;
import java.util.UUID;

/** UUIDs as the store keeps them: 16 bytes, the first at the left, so that time-ordered ones sort by time. */
public final class Uuids {
    private Uuids() {}

    /** The 16 bytes of an id. */
    public static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /**
     * The id of these bytes.
     *
     * @throws IllegalArgumentException unless there are 16
     */
    public static UUID of(byte[] bytes) {
        if (bytes.length != 16) {
            throw new IllegalArgumentException("id of " + bytes.length + " bytes: expected 16");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
