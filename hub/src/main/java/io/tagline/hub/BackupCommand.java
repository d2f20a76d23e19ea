package io.tagline.hub;

import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.store.SqliteBackup;
import io.tagline.hub.store.SqliteRestore;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code backup}: a consistent copy of the SQLite file while the hub runs; agents send again what came after it. */
final class BackupCommand implements Command.Work {

    @Override
    public void run(CommandLine line, Command.Surroundings surroundings)
            throws UsageException, CommandFailedException, SettingsException, IOException {
        line.expect(1);
        Path target = Path.of(line.word(0, "a file to write to"));
        HubSettings settings = surroundings.settings(line);
        if (settings.databaseUrl().isPresent()) {
            throw new CommandFailedException("the database is PostgreSQL: expected pg_dump to be used for it");
        }
        Path source = HubDatabase.sqliteFile(settings);
        if (!Files.exists(source) || SqliteRestore.wasCutShort(source)) {
            throw new CommandFailedException(
                    "database \"" + source + "\" is not there: expected a hub's data directory");
        }
        if (Files.exists(target)) {
            throw new CommandFailedException("file \"" + target + "\" is there already: expected a new one");
        }
        SqliteBackup.copy(source, target);
        surroundings.out().println(target + ": " + Files.size(target) + " bytes");
    }
}
