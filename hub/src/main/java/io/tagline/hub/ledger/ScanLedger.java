package io.tagline.hub.ledger;

import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.Sighting;
import io.tagline.wire.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Every scan once, by journal and sequence, for ever. Stateless; works in its caller's transaction. */
public final class ScanLedger {
    private ScanLedger() {}

    /** Writes the scans that are not there yet, and gives those. */
    public static List<Sighting> append(Tx tx, List<Sighting> scans, Instant receivedAt) {
        BitSet inserted = ScansTable.insert(tx, scans, receivedAt);
        List<Sighting> fresh = new ArrayList<>(inserted.cardinality());
        inserted.stream().forEach(index -> fresh.add(scans.get(index)));
        return fresh;
    }

    /** The scans of a tag, from a time until before another, by when the parcel passed as far as is known. */
    public static List<Sighting> of(Tx tx, String epc, Instant from, Instant to) {
        return ScansTable.of(tx, epc, from, to);
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
