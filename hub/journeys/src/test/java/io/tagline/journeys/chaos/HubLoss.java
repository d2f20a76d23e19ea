package io.tagline.journeys.chaos;

import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What becomes of the scans that a hub loses with its database: an agent that still holds one must bring it back, and one that no agent
 * held any more, as after a full disk, is destroyed.
 *
 * @param destroyed neither left in the hub nor held by an agent
 * @param owed not left in the hub, but held by an agent
 */
record HubLoss(Map<UUID, NavigableMap<Long, Scan>> destroyed, Map<UUID, NavigableMap<Long, Scan>> owed) {

    /** Numbers that agents' journals hold now, row by row. A file that was set aside is not sent from, and does not count. */
    static Map<UUID, Set<Long>> held(List<Path> dataDirs) throws SQLException {
        Map<UUID, Set<Long>> held = new HashMap<>();
        for (Path dataDir : dataDirs) {
            for (StoredScans.Journal journal : StoredScans.journals(dataDir.resolve("journal.db"))) {
                held.computeIfAbsent(journal.id(), id -> new HashSet<>())
                        .addAll(journal.scans().keySet());
            }
        }
        return held;
    }

    /**
     * Tells them apart.
     *
     * @param before the ledger before the fault
     * @param left the ledger after it, before any agent was asked
     */
    static HubLoss of(
            Map<UUID, NavigableMap<Long, Scan>> before,
            Map<UUID, NavigableMap<Long, Scan>> left,
            Map<UUID, Set<Long>> held) {
        HubLoss loss = new HubLoss(new HashMap<>(), new HashMap<>());
        before.forEach((journal, scans) -> {
            NavigableMap<Long, Scan> still = left.getOrDefault(journal, new TreeMap<>());
            Set<Long> withAgent = held.getOrDefault(journal, Set.of());
            scans.forEach((seq, scan) -> {
                if (!still.containsKey(seq)) {
                    (withAgent.contains(seq) ? loss.owed : loss.destroyed)
                            .computeIfAbsent(journal, id -> new TreeMap<>())
                            .put(seq, scan);
                }
            });
        });
        return loss;
    }

    /** Their numbers. */
    static Map<UUID, List<SeqRange>> ranges(Map<UUID, NavigableMap<Long, Scan>> scans) {
        Map<UUID, List<SeqRange>> ranges = new HashMap<>();
        scans.forEach((journal, of) -> ranges.put(
                journal,
                SeqRange.covering(
                        of.keySet().stream().mapToLong(Long::longValue).toArray())));
        return ranges;
    }

    static long count(Map<UUID, NavigableMap<Long, Scan>> scans) {
        return scans.values().stream().mapToLong(Map::size).sum();
    }
}
