package io.tagline.journeys.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The hub is put back to an old backup, or its database is gone altogether. Orders are put again, as their sources do; scans must come
 * back from the agents, which keep them for a week.
 */
final class HubRestored implements Fault {
    private static final int LEAST_MS = 5_000;
    private static final int MOST_MS = 15_000;
    private static final Duration BACK_LIMIT = Duration.ofMinutes(2);

    private final boolean fromBackup;

    private HubRestored(boolean fromBackup) {
        this.fromBackup = fromBackup;
    }

    static Fault fromBackup() {
        return new HubRestored(true);
    }

    /** There is no backup. */
    static Fault toNothing() {
        return new HubRestored(false);
    }

    @Override
    public String name() {
        return fromBackup ? "hub-restored" : "hub-database-gone";
    }

    @Override
    public Set<Part> touches() {
        return Set.of(Part.HUB);
    }

    @Override
    public int timesAnHour() {
        return 2;
    }

    @Override
    public Optional<String> impossible(Plant plant) {
        return !fromBackup && plant.brokerIsInHub()
                ? Optional.of("the agents' credentials are in the hub's database")
                : Optional.empty();
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        HubSite hub = plant.hub();
        Path backup = plant.folder().resolve("backup.db");
        Files.deleteIfExists(backup);
        if (fromBackup) {
            hub.run("backup", backup.toString());
        }
        int laterMs = Pause.between(LEAST_MS, MOST_MS, random);
        hub.machine().stop();
        long had = scansIn(hub);
        try {
            if (fromBackup) {
                hub.run("restore", backup.toString());
            } else {
                for (String suffix : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(
                            hub.database().resolveSibling(hub.database().getFileName() + suffix));
                }
            }
        } finally {
            hub.machine().start();
        }
        long start = System.nanoTime();
        long left = scansIn(hub);
        hub.orderAgain();
        Until.holds("the hub has its " + had + " scans again", BACK_LIMIT, () -> scansIn(hub) >= had);
        return "%s; %d scans asked for and back %.1f s after its start"
                .formatted(
                        fromBackup ? "put back by " + laterMs + " ms" : "empty again",
                        had - left,
                        (System.nanoTime() - start) / 1e9);
    }

    /** 0 if there is no database, or no table yet. */
    private static long scansIn(HubSite hub) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:" + hub.database() + "?mode=ro");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM scans")) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            return 0;
        }
    }
}
