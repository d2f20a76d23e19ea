package io.tagline.hub;

import io.tagline.hub.access.Audit;
import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.store.SqliteRestore;
import io.tagline.hub.store.Store;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** {@code restore}: puts a backup in the place of the SQLite file, which is kept, and its keys in their places; only while no hub runs. */
final class RestoreCommand implements Command.Work {

    @Override
    public void run(CommandLine line, Command.Surroundings surroundings)
            throws UsageException, CommandFailedException, SettingsException, IOException {
        line.expect(1);
        Path backup = Path.of(line.word(0, "a file that \"backup\" wrote"));
        HubSettings settings = surroundings.settings(line);
        if (settings.databaseUrl().isPresent()) {
            throw new CommandFailedException("the database is PostgreSQL: expected pg_restore to be used for it");
        }
        if (!Files.isRegularFile(backup)) {
            throw new CommandFailedException(
                    "file \"" + backup + "\" is not there: expected one that \"backup\" wrote");
        }
        try (DataDirectory held = DataDirectory.take(settings.dataDir())
                .orElseThrow(() -> new CommandFailedException(
                        "data directory \"" + settings.dataDir() + "\" is in use: expected the hub to be stopped"))) {
            SqliteRestore restore = new SqliteRestore(held.file(HubDatabase.SQLITE_FILE));
            SqliteRestore.Done done = restore.from(backup, Instant.now());
            List<String> keys = BackedUpKeys.putBack(
                    backup,
                    settings.dataDir(),
                    done.replaced().orElse(settings.dataDir().resolve(HubDatabase.SQLITE_FILE + ".replaced")));
            surroundings.out().println("restored " + backup + ": schema version " + done.schemaVersion());
            surroundings
                    .out()
                    .println(
                            keys.isEmpty()
                                    ? "no keys are beside the backup: those of the data directory stay"
                                    : "restored keys: " + String.join(", ", keys));
            recordIn(settings, backup);
            done.replaced().ifPresent(file -> surroundings.out().println("kept the replaced database: " + file));
            surroundings
                    .out()
                    .println("start the hub: agents send again what they still hold; orders that were put after the"
                            + " backup must be put again by their source");
        } catch (SqliteRestore.NoBackupException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    /** What was done after the backup is not in its audit log; that it was put back is. */
    private static void recordIn(HubSettings settings, Path backup) throws IOException {
        try (Store store = HubDatabase.open(settings)) {
            Instant now = Instant.now();
            boolean unused = store.transactions().write(tx -> {
                Audit.record(
                        tx,
                        Operator.viewer(),
                        "database.restored",
                        "database:" + HubDatabase.SQLITE_FILE,
                        "from " + backup.getFileName(),
                        now);
                return true;
            });
        }
    }
}
