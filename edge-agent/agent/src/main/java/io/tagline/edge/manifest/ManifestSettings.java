package io.tagline.edge.manifest;

import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;

/**
 * Whose manifests count, and for how long.
 *
 * @param signer the hub's public key, of Ed25519; empty to take what comes from the broker, whose access list lets only the hub publish
 * @param oldAfter without word from the hub for this long, the manifest in hand is old
 */
public record ManifestSettings(Optional<PublicKey> signer, Duration oldAfter) {
    /** Unsigned manifests count; old after half an hour. */
    public static ManifestSettings defaults() {
        return new ManifestSettings(Optional.empty(), Duration.ofMinutes(30));
    }
}
