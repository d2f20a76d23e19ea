package io.tagline.hub.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it at each start that somebody can get in: makes the secrets that nobody set, and says where they are. */
public final class FirstStart {

    /** Holds the password of the user {@code admin}. */
    public static final String PASSWORD_FILE = "admin-password";

    /** Holds an API key with every scope. */
    public static final String KEY_FILE = "api-key";

    private static final Logger log = LoggerFactory.getLogger(FirstStart.class);
    private static final String KEY_NAME = "first";

    private FirstStart() {}

    /**
     * Sets the administrator's password where one is given; makes one where there is no user yet, and an API key where there
     * is none, into files of the data directory.
     */
    public static void prepare(
            Path dataDir, StaffUsers users, Optional<String> adminPassword, ApiKeys keys, boolean keyIsSet)
            throws IOException {
        if (adminPassword.isPresent()) {
            users.ensureAdmin(adminPassword.get());
        } else if (users.all().isEmpty()) {
            String password = MachineSecret.random();
            SecretFile.replace(dataDir.resolve(PASSWORD_FILE), password);
            users.ensureAdmin(password);
            log.atInfo()
                    .addKeyValue("user", StaffUsers.ADMIN)
                    .addKeyValue("file", dataDir.resolve(PASSWORD_FILE))
                    .log("made a password for the administrator");
        }
        if (!keyIsSet && keys.all().isEmpty()) {
            makeKey(dataDir.resolve(KEY_FILE), keys);
        }
    }

    /** The file first: a key that is in the store and nowhere else would keep everybody out for ever. */
    private static void makeKey(Path file, ApiKeys keys) throws IOException {
        String key = ApiKeys.random();
        SecretFile.replace(file, key);
        if (keys.add(Viewer.system(), KEY_NAME, Set.of(Scope.values()), Optional.empty(), key)) {
            log.atInfo().addKeyValue("file", file).log("made an API key");
        }
    }
}
