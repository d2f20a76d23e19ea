package io.tagline.hub.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only the hub's own user can read. */
public final class SecretFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SecretFile() {}

    /**
     * Writes a new file with mode 0600 that holds the secret and a line end.
     *
     * @throws FileAlreadyExistsException rather than overwrite what may be somebody's secret
     */
    public static void create(Path file, String secret) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        replace(file, secret);
    }

    /** As above, over a file that may be there. */
    public static void replace(Path file, String secret) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        // made with its mode, so that there is no moment at which others can read it
        Path fresh = Files.createTempFile(folder, ".secret", "", OWNER_ONLY);
        try {
            Files.writeString(fresh, secret + "\n", StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
