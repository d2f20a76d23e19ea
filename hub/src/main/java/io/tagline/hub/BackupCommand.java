package io.tagline.hub;

import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.store.SqliteBackup;
import io.tagline.hub.store.SqliteRestore;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code backup}: a consistent copy of the SQLite file while the hub runs, with the keys that it needs beside it; agents send again what
 * came after it.
 */
final class BackupCommand implements Command.Work {

    @Override
    public void run(CommandLine line, Command.Surroundings surroundings)
            throws UsageException, CommandFailedException, SettingsException, IOException {
        line.expect(1);
        Path target = Path.of(line.word(0, "a file to write to"));
        HubSettings settings = surroundings.settings(line);
        if (settings.databaseUrl().isPresent()) {
            throw new CommandFailedException(
                    "the database is PostgreSQL: expected pg_dump to be used for it, and the key"
                            + " files of the data directory to be copied");
        }
        Path source = HubDatabase.sqliteFile(settings);
        if (!Files.exists(source) || SqliteRestore.wasCutShort(source)) {
            throw new CommandFailedException(
                    "database \"" + source + "\" is not there: expected a hub's data directory");
        }
        if (Files.exists(target)) {
            throw new CommandFailedException("file \"" + target + "\" is there already: expected a new one");
        }
        List<Path> inTheWay = BackedUpKeys.inTheWay(settings.dataDir(), target);
        if (!inTheWay.isEmpty()) {
            throw new CommandFailedException("file \"" + inTheWay.get(0)
                    + "\" is there already and holds another key: expected it to be moved away");
        }
        // before the copy: whoever finds the copy finds its keys
        List<Path> keys = BackedUpKeys.copy(settings.dataDir(), target);
        SqliteBackup.copy(source, target);
        surroundings.out().println(target + ": " + Files.size(target) + " bytes");
        keys.forEach(key -> surroundings.out().println(key + ": a key; keep it with the backup"));
    }
}
