package io.tagline.hub;

import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where the hub's data is, by its settings: for the running hub and for commands beside it. */
final class HubDatabase {

    private static final String SQLITE_FILE = "hub.db";
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private HubDatabase() {}

    /** Opens the database, made and migrated where need be. */
    static Store open(HubSettings settings) throws IOException {
        makeDirectory(settings.dataDir());
        return Store.open(
                settings.databaseUrl().isPresent()
                        ? StoreSettings.database(settings.databaseUrl().get().reveal())
                        : StoreSettings.sqlite(sqliteFile(settings)));
    }

    /** Customers' names are in it, so nobody else on the machine may look; one that is there keeps its mode. */
    private static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, OWNER_ONLY);
        }
    }

    static Path sqliteFile(HubSettings settings) {
        return settings.dataDir().resolve(SQLITE_FILE);
    }
}
