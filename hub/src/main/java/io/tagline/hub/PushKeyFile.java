package io.tagline.hub;

import io.tagline.hub.access.SecretFile;
import io.tagline.hub.notify.PushIdentity;
import io.tagline.settings.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the key that browsers subscribe for: with another one all subscriptions are void, so it belongs into backups. */
final class PushKeyFile {
    static final String FILE = "push-key";

    private PushKeyFile() {}

    /** @throws IOException if the file can't be read or written, or holds no such key, naming it */
    static PushIdentity open(Path dataDir, String contact) throws IOException {
        Path file = dataDir.resolve(FILE);
        if (!Files.exists(file)) {
            SecretFile.create(file, PushIdentity.newKey().reveal());
        }
        try {
            return PushIdentity.of(new Secret(Files.readString(file).strip()), contact);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no key for push services: " + e.getMessage(), e);
        }
    }
}
