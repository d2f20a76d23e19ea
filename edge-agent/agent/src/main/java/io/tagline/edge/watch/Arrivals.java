package io.tagline.edge.watch;

import io.tagline.epc.Epc;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which tags come to one portal, as opposed to those that stand there: a pallet parked in view of one antenna is heard all night and says
 * nothing about the others. Bounded; with more tags in view than it holds none counts as new. Confined to one thread.
 */
final class Arrivals {
    /** Unheard for so long, a tag that is heard again has come again. */
    static final long AWAY_NANOS = Duration.ofMinutes(10).toNanos();

    /** About 100 bytes each. */
    static final int MOST = 2_000;

    private final Map<Epc, long[]> lastTick = new LinkedHashMap<>(256, 0.75f, true);
    private long crowdedUntil = Long.MIN_VALUE;

    /** Whether this read is of a tag that has come. */
    boolean isNew(Epc epc, long tick) {
        long[] seen = lastTick.get(epc);
        if (seen != null) {
            boolean back = tick - seen[0] > AWAY_NANOS;
            seen[0] = Math.max(seen[0], tick);
            return back && tick > crowdedUntil;
        }
        if (lastTick.size() == MOST) {
            Iterator<long[]> oldest = lastTick.values().iterator();
            if (tick - oldest.next()[0] <= AWAY_NANOS) {
                crowdedUntil = tick + AWAY_NANOS;
            }
            oldest.remove();
        }
        lastTick.put(epc, new long[] {tick});
        return tick > crowdedUntil;
    }
}
