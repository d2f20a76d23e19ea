package io.tagline.edge.watch;

import io.tagline.epc.Epc;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tags that came to one portal, were heard well and were not seen to pass, each once. Confined to one thread. */
final class Undecided {
    /** Long enough for a door with little traffic, short enough for what was repaired yesterday. */
    private static final long KEPT_NANOS = Duration.ofDays(1).toNanos();

    /** Where doors work, one tag in a few turns back or is carried past; each passage makes up for so many. */
    private static final int FOR_A_PASSAGE = 10;

    private final int limit;
    private final long leastNanos;
    private final Map<Epc, Long> since = new LinkedHashMap<>();

    /**
     * @param limit so many tags are a fault
     * @param leastNanos if they came over so long at least
     */
    Undecided(int limit, long leastNanos) {
        this.limit = limit;
        this.leastNanos = leastNanos;
    }

    void came(Epc epc, long tick) {
        since.putIfAbsent(epc, tick);
        if (since.size() > 2 * limit) {
            dropOldest(1);
        }
    }

    /** It passed after all, here or elsewhere. */
    void passed(Epc epc) {
        since.remove(epc);
    }

    void passedHere() {
        dropOldest(FOR_A_PASSAGE);
    }

    /** Forgets those of yesterday; whether those left are a fault. */
    boolean isFault(long nowTick) {
        Iterator<Long> oldest = since.values().iterator();
        while (oldest.hasNext() && nowTick - oldest.next() > KEPT_NANOS) {
            oldest.remove();
        }
        return limit > 0
                && since.size() >= limit
                && nowTick - since.values().iterator().next() >= leastNanos;
    }

    int tags() {
        return since.size();
    }

    private void dropOldest(int most) {
        Iterator<Epc> oldest = since.keySet().iterator();
        for (int i = 0; i < most && oldest.hasNext(); i++) {
            oldest.next();
            oldest.remove();
        }
    }
}
