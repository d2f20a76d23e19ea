package io.tagline.edge.passage;

import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.edge.reader.TagRead;
import io.tagline.epc.Epc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A scripted door for tests: reads are written down, then played to a detector in the order of their time. */
final class Door {
    static final Epc TAG = Epc.parse("303400650000000000000001");
    private static final ReaderId READER = new ReaderId("dock-a");
    private static final long MS = 1_000_000;

    private final PortalMap map;
    private final List<TagRead> reads = new ArrayList<>();
    private PassageSettings settings = PassageSettings.defaults();
    private int undecided;

    private Door(PortalMap map) {
        this.map = map;
    }

    /** One antenna for each of the sides given, all at the portal door-1. */
    static Door with(Side... sides) {
        return doors(1, sides);
    }

    /** Several portals with the same sides each. */
    static Door doors(int portals, Side... sides) {
        List<PortalAntenna> antennas = new ArrayList<>();
        for (int portal = 1; portal <= portals; portal++) {
            for (Side side : sides) {
                int index = antennas.size();
                antennas.add(new PortalAntenna(new PortalId("door-" + portal), READER, index + 1, side, index));
            }
        }
        return new Door(new PortalMap(antennas));
    }

    Door settings(PassageSettings settings) {
        this.settings = settings;
        return this;
    }

    PortalMap map() {
        return map;
    }

    Door read(Epc epc, int antenna, double atMs, double rssiDbm) {
        reads.add(new TagRead(map.antennas().get(antenna - 1), epc, (float) rssiDbm, (long) (atMs * MS)));
        return this;
    }

    /** {@code count} reads by one antenna, spread evenly from one time to another. */
    Door reads(int antenna, int count, double fromMs, double toMs, double rssiDbm) {
        for (int i = 0; i < count; i++) {
            read(TAG, antenna, fromMs + (toMs - fromMs) * i / Math.max(1, count - 1), rssiDbm);
        }
        return this;
    }

    /** How many visits the detector ended without a direction, at the last playing. */
    int undecided() {
        return undecided;
    }

    /** The passages that a detector sees, with time running on for 20 s after the last read. */
    List<Passage> passages() {
        reads.sort(Comparator.comparingLong(TagRead::tickNanos));
        return passagesInThisOrder();
    }

    List<Passage> passagesInThisOrder() {
        PassageDetector detector = new PassageDetector(map, settings, (portal, epc) -> undecided++);
        undecided = 0;
        List<Passage> passages = new ArrayList<>();
        long present = reads.get(0).tickNanos();
        for (TagRead read : reads) {
            for (; present < read.tickNanos(); present += 50 * MS) {
                detector.elapse(present, passages::add);
            }
            detector.observe(read, passages::add);
        }
        for (long end = present + 20_000 * MS; present < end; present += 50 * MS) {
            detector.elapse(present, passages::add);
        }
        return passages;
    }
}
