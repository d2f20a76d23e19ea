package io.tagline.hub.crm.drop;

import io.tagline.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where files are put.
 *
 * @param models by name, with the columns of each, by name
 * @param longest after this long a file is there or will not be, 1 s to 15 min
 */
public record DropSettings(Where where, Map<String, Set<String>> models, Duration longest) {
    public static final Duration USUAL_LONGEST = Duration.ofSeconds(60);

    public DropSettings {
        models = models.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> new TreeSet<>(one.getValue())));
    }

    /** A folder, here or elsewhere. */
    public sealed interface Where {

        /** Of this machine. */
        record Folder(Path path) implements Where {}

        /**
         * Of an SFTP server.
         *
         * @param url {@code sftp://host:port/folder}
         * @param hostKey {@code SHA256:} and the fingerprint of the server's key
         * @param privateKey PEM, instead of the password
         */
        record Sftp(URI url, String username, Optional<Secret> password, Optional<Secret> privateKey, String hostKey)
                implements Where {}
    }

    DropFolder folder() {
        if (where instanceof Where.Sftp sftp) {
            return new SftpFolder(
                    sftp.url(),
                    new SftpFolder.Access(sftp.username(), sftp.password(), sftp.privateKey(), sftp.hostKey()),
                    longest);
        }
        return new LocalFolder(((Where.Folder) where).path());
    }
}
