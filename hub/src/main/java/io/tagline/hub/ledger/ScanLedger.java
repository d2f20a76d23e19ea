package io.tagline.hub.ledger;

import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.Sighting;
import io.tagline.wire.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every scan once, by journal and sequence, for ever. Stateless; works in its caller's transaction. */
public final class ScanLedger {
    private static final int PAGE = 1_000;

    private ScanLedger() {}

    /**
     * What became of scans that came.
     *
     * @param fresh those that were not there yet, and are now
     * @param reused those whose number is another scan's: not written
     */
    public record Appended(List<Sighting> fresh, List<Sighting> reused) {}

    /** Writes the scans that are not there yet. */
    public static Appended append(Tx tx, List<Sighting> scans, Instant receivedAt) {
        BitSet inserted = ScansTable.insert(tx, scans, receivedAt);
        List<Sighting> fresh = new ArrayList<>(inserted.cardinality());
        List<Sighting> known = new ArrayList<>(scans.size() - inserted.cardinality());
        for (int i = 0; i < scans.size(); i++) {
            (inserted.get(i) ? fresh : known).add(scans.get(i));
        }
        return new Appended(fresh, known.isEmpty() ? List.of() : reused(tx, known));
    }

    private static List<Sighting> reused(Tx tx, List<Sighting> known) {
        Map<UUID, Set<Long>> seqs = new HashMap<>();
        known.forEach(scan -> seqs.computeIfAbsent(scan.journal(), id -> new TreeSet<>())
                .add(scan.scan().seq()));
        Map<UUID, Map<Long, Sighting>> stored = new HashMap<>();
        seqs.forEach((journal, numbers) -> stored.put(journal, ScansTable.bySeq(tx, journal, numbers)));
        return known.stream()
                .filter(scan -> isAnother(scan, stored.get(scan.journal())))
                .toList();
    }

    private static boolean isAnother(Sighting scan, @Nullable Map<Long, Sighting> stored) {
        Sighting first = stored == null ? null : stored.get(scan.scan().seq());
        return first != null && !first.isSamePassageAs(scan);
    }

    /**
     * The scans of a tag, from a time until before another, in pages: a tag that lies at a door has any number of them. A scan's time is
     * when the parcel passed, as far as is known.
     *
     * @param take is given at most 1,000 at a time, in the order of their times
     */
    public static void of(Tx tx, String epc, Instant from, Instant to, Consumer<List<Sighting>> take) {
        Optional<Sighting> last = Optional.empty();
        List<Sighting> page;
        do {
            page = ScansTable.of(tx, epc, from, to, last, PAGE);
            if (!page.isEmpty()) {
                take.accept(page);
                last = Optional.of(page.get(page.size() - 1));
            }
        } while (page.size() == PAGE);
    }

    /** The newest scans of a portal, newest first. */
    public static List<Sighting> newest(Tx tx, String site, String portal, int most) {
        return ScansTable.newest(tx, site, portal, most);
    }

    /** How many scans a portal has made since a time, by direction; directions without any are not there. */
    public static Map<Direction, Long> countSince(Tx tx, String site, String portal, Instant since) {
        return ScansTable.countSince(tx, site, portal, since);
    }
}
