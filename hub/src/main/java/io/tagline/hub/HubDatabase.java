package io.tagline.hub;

import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.store.SqliteRestore;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the hub's data is, by its settings: for the running hub and for commands beside it. */
final class HubDatabase {

    private static final Logger log = LoggerFactory.getLogger(HubDatabase.class);

    static final String SQLITE_FILE = "hub.db";

    private HubDatabase() {}

    /** Finishes a restore that was cut short. Only for whoever has taken the data directory. */
    static void finishRestore(HubSettings settings) throws IOException {
        if (settings.databaseUrl().isEmpty()) {
            new SqliteRestore(sqliteFile(settings)).finish().ifPresent(replaced -> log.atWarn()
                    .addKeyValue("replaced", replaced)
                    .log("restore was cut short, finished now"));
        }
    }

    /** Opens the database, made and migrated where need be. */
    static Store open(HubSettings settings) throws IOException {
        DataDirectory.make(settings.dataDir());
        if (settings.databaseUrl().isEmpty() && SqliteRestore.wasCutShort(sqliteFile(settings))) {
            throw new IOException(
                    "database \"" + sqliteFile(settings)
                            + "\" is not there: expected \"restore\", which was cut short, to be run again, or the hub to be started");
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
