package io.tagline.hub;

import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.access.SecretFile;
import io.tagline.hub.access.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys of the data directory that a database is not whole without: beside the copy of the database, each in a file that is named after
 * it, for its owner alone. They are not in the copy, since one of them is what keeps hashes in it from being tried out.
 */
final class BackedUpKeys {
    private static final List<String> NAMES = List.of(KeyedHash.FILE, SigningKey.FILE, PushKeyFile.FILE);

    private BackedUpKeys() {}

    private static Path beside(Path backup, String name) {
        return backup.resolveSibling(backup.getFileName() + "." + name);
    }

    /** Files beside a backup that hold something else than the data directory does: another backup's keys. */
    static List<Path> inTheWay(Path dataDir, Path backup) throws IOException {
        List<Path> others = new ArrayList<>();
        for (String name : NAMES) {
            Path key = dataDir.resolve(name);
            Path kept = beside(backup, name);
            if (Files.exists(kept) && !(Files.exists(key) && read(key).equals(read(kept)))) {
                others.add(kept);
            }
        }
        return others;
    }

    /**
     * Writes those that the data directory has beside a backup, unless they are there.
     *
     * @return the files
     */
    static List<Path> copy(Path dataDir, Path backup) throws IOException {
        List<Path> copied = new ArrayList<>();
        for (String name : NAMES) {
            Path key = dataDir.resolve(name);
            Path kept = beside(backup, name);
            if (Files.exists(key)) {
                if (!Files.exists(kept)) {
                    SecretFile.create(kept, read(key));
                }
                copied.add(kept);
            }
        }
        return copied;
    }

    /**
     * Puts those that are beside a backup into the data directory. Ones that were there and are others are kept beside the database that
     * was replaced, as a backup of it has them.
     *
     * @return the names of those that were put back
     */
    static List<String> putBack(Path backup, Path dataDir, Path replaced) throws IOException {
        List<String> restored = new ArrayList<>();
        for (String name : NAMES) {
            Path kept = beside(backup, name);
            Path key = dataDir.resolve(name);
            if (Files.exists(kept)) {
                String secret = read(kept);
                if (Files.exists(key) && !read(key).equals(secret) && !Files.exists(beside(replaced, name))) {
                    SecretFile.create(beside(replaced, name), read(key));
                }
                SecretFile.replace(key, secret);
                restored.add(name);
            }
        }
        return restored;
    }

    private static String read(Path key) throws IOException {
        return Files.readString(key, StandardCharsets.US_ASCII).strip();
    }
}
