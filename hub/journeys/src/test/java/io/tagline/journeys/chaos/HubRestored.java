package io.tagline.journeys.chaos;

import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The hub is put back to an old backup, or its database is gone altogether. Orders are put again, as their sources do; scans must come
 * back from the agents, which keep them for a week. Only what no agent held at that moment may stay away, and is told to the witness.
 */
final class HubRestored implements Fault {
    private static final int LEAST_MS = 5_000;
    private static final int MOST_MS = 15_000;
    /** An hour's scans of a few agents take a minute on two cores. */
    private static final Duration BACK_LIMIT = Duration.ofMinutes(5);

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
        HubLoss loss;
        try {
            Map<UUID, NavigableMap<Long, Scan>> before = StoredScans.ledger(hub.database());
            Map<UUID, Set<Long>> held =
                    HubLoss.held(plant.agents().stream().map(AgentSite::dataDir).toList());
            if (fromBackup) {
                hub.run("restore", backup.toString());
                loss = HubLoss.of(before, StoredScans.ledger(hub.database()), held);
            } else {
                for (String suffix : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(
                            hub.database().resolveSibling(hub.database().getFileName() + suffix));
                }
                loss = HubLoss.of(before, Map.of(), held);
            }
            loss.destroyed().forEach((journal, scans) -> plant.witness().destroyedInHub(journal, scans, name()));
        } finally {
            hub.machine().start();
        }
        long start = System.nanoTime();
        hub.orderAgain();
        Map<UUID, List<SeqRange>> owed = HubLoss.ranges(loss.owed());
        Until.holds("the hub has again what agents held", BACK_LIMIT, () -> isBack(hub, owed));
        return "%s; %d scans asked for and back %.1f s after its start; %d destroyed, as no agent held them"
                .formatted(
                        fromBackup ? "put back by " + laterMs + " ms" : "empty again",
                        HubLoss.count(loss.owed()),
                        (System.nanoTime() - start) / 1e9,
                        HubLoss.count(loss.destroyed()));
    }

    private static boolean isBack(HubSite hub, Map<UUID, List<SeqRange>> owed) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:" + hub.database() + "?mode=ro");
                PreparedStatement count = connection.prepareStatement(
                        "SELECT COUNT(*) FROM scans WHERE journal = ? AND seq BETWEEN ? AND ?")) {
            for (Map.Entry<UUID, List<SeqRange>> of : owed.entrySet()) {
                for (SeqRange range : of.getValue()) {
                    // they come in the order of their numbers: the last one is quickly looked up
                    if (count(count, of.getKey(), new SeqRange(range.to(), range.to())) == 0
                            || count(count, of.getKey(), range) < range.size()) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static long count(PreparedStatement count, UUID journal, SeqRange range) throws SQLException {
        ByteBuffer id = ByteBuffer.allocate(16)
                .putLong(journal.getMostSignificantBits())
                .putLong(journal.getLeastSignificantBits());
        count.setBytes(1, id.array());
        count.setLong(2, range.from());
        count.setLong(3, range.to());
        try (ResultSet row = count.executeQuery()) {
            return row.getLong(1);
        }
    }
}
