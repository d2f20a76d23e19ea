package io.tagline.hub;

import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.store.SqliteRestore;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;

/** Where the hub's data is, by its settings: for the running hub and for commands beside it. */
final class HubDatabase {

    static final String SQLITE_FILE = "hub.db";

    private HubDatabase() {}

    /** Opens the database, made and migrated where need be. */
    static Store open(HubSettings settings) throws IOException {
        DataDirectory.make(settings.dataDir());
        if (settings.databaseUrl().isEmpty() && SqliteRestore.wasCutShort(sqliteFile(settings))) {
            throw new IOException("database \"" + sqliteFile(settings)
                    + "\" is not there: expected \"restore\", which was cut short, to be run again");
        }
        return Store.open(
                settings.databaseUrl().isPresent()
                        ? StoreSettings.database(settings.databaseUrl().get().reveal())
                        : StoreSettings.sqlite(sqliteFile(settings)));
    }

    static Path sqliteFile(HubSettings settings) {
        return settings.dataDir().resolve(SQLITE_FILE);
    }
}
