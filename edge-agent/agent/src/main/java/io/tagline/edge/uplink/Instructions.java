package io.tagline.edge.uplink;

import io.tagline.wire.Payload;

/** What the hub tells an agent beside receipts. Called on the thread {@code uplink}, which carries the scans: must not wait for long. */
public interface Instructions {
    /**
     * A manifest came, unread.
     *
     * @param topic on which it came; it is part of what is signed
     * @param signature empty if it carries none
     */
    void manifest(String topic, Payload payload, String signature);

    /**
     * None will come on this connection, or one came that says of itself what we do not understand.
     *
     * @param reason for people
     */
    void manifestRefused(String reason);

    /** For an uplink that carries scans only. */
    static Instructions none() {
        return new Instructions() {
            @Override
            public void manifest(String topic, Payload payload, String signature) {
                // nobody judges
            }

            @Override
            public void manifestRefused(String reason) {
                // nobody judges
            }
        };
    }
}
