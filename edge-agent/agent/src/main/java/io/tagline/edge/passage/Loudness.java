package io.tagline.edge.passage;

import io.tagline.edge.portal.Side;
import java.util.Arrays;

/** How loud a tag has lately been at the two sides of a portal. Confined to the thread of the detector. */
final class Loudness {
    /** In steps of 100 ms: three rounds of a reader that gives each of four antennas one step. */
    private static final int MEMORY = 12;

    private static final long NEVER = Long.MIN_VALUE;

    private final float[] strongestDbm = new float[MEMORY * 2];
    private final long[] step = new long[MEMORY * 2];

    Loudness() {
        Arrays.fill(step, NEVER);
    }

    void heard(Side side, float rssiDbm, long now) {
        int slot = Math.floorMod(now, MEMORY) * 2 + side.index();
        strongestDbm[slot] = step[slot] == now ? Math.max(strongestDbm[slot], rssiDbm) : rssiDbm;
        step[slot] = now;
    }

    /** The strongest before the step {@code now}, within the memory; negative infinity if it was not heard. */
    float lately(Side side, long now) {
        float strongest = Float.NEGATIVE_INFINITY;
        for (int slot = side.index(); slot < step.length; slot += 2) {
            if (step[slot] >= now - MEMORY && step[slot] < now) {
                strongest = Math.max(strongest, strongestDbm[slot]);
            }
        }
        return strongest;
    }

    float lately(long now) {
        return Math.max(lately(Side.INSIDE, now), lately(Side.OUTSIDE, now));
    }
}
