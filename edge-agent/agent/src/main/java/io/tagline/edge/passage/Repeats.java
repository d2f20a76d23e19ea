package io.tagline.edge.passage;

/**
 * Whether a tag's passage has been told already. One is over when it has been unlikely for a second, or when the tag has
 * come back. Confined to the detector's thread.
 */
final class Repeats {
    /** The memory of sightings and a little: what spoke for the first passage would speak for a second. */
    private static final int LEAST_STEPS = 70;

    private static final int UNLIKELY_STEPS = 10;
    private static final int LONG_AGO = 200;
    private static final long NEVER = Long.MIN_VALUE / 2;

    // by the side the tag came from
    private final boolean[] told = new boolean[2];
    private final long[] toldStep = {NEVER, NEVER};
    private final int[] unlikely = new int[2];
    private final boolean[] likely = new boolean[2];

    boolean told(int from) {
        return told[from];
    }

    /** Steps since a passage from this side was told, at most 200. */
    int sinceTold(int from, long now) {
        return (int) Math.min(LONG_AGO, now - toldStep[from]);
    }

    void tell(int from, long now) {
        told[from] = true;
        told[1 - from] = false;
        toldStep[from] = now;
        unlikely[from] = 0;
    }

    /** Takes note that a portal's claim of this step is likely, or is not. */
    void likely(int from, boolean likely) {
        this.likely[from] |= likely;
    }

    /** Ends a step. */
    void step(long now) {
        for (int from = 0; from < 2; from++) {
            unlikely[from] = likely[from] ? 0 : unlikely[from] + 1;
            likely[from] = false;
            if (told[from] && unlikely[from] >= UNLIKELY_STEPS && now - toldStep[from] > LEAST_STEPS) {
                told[from] = false;
            }
        }
    }
}
