package io.tagline.edge.passage;

import java.util.Arrays;

/**
 * What the antennas have heard of one tag in the last 6.4 s: per step and antenna the strongest read. Further reads of the
 * same dwell share its fading and say nothing new. At most 128, the newest; 8 bytes each. Confined to the detector's thread.
 */
final class Sightings {
    /** Steps remembered. */
    static final int MEMORY = 64;

    private static final int MOST = 128;
    private static final int LOOK_BACK = 8;

    private final long origin;
    private int[] step = new int[8];
    private short[] antenna = new short[8];
    private float[] rssiDbm = new float[8];
    private int count;

    /** @param origin the step of the tag's first read */
    Sightings(long origin) {
        this.origin = origin;
    }

    /** Takes a read, and returns whether the antenna had not heard the tag in that step. */
    boolean add(long atStep, int antennaIndex, float dbm) {
        int at = (int) (atStep - origin);
        for (int i = count - 1; i >= Math.max(0, count - LOOK_BACK); i--) {
            if (step[i] == at && antenna[i] == antennaIndex) {
                rssiDbm[i] = Math.max(rssiDbm[i], dbm);
                return false;
            }
        }
        if (count == MOST) {
            drop(MOST / 4);
        } else if (count == step.length) {
            step = Arrays.copyOf(step, 2 * count);
            antenna = Arrays.copyOf(antenna, 2 * count);
            rssiDbm = Arrays.copyOf(rssiDbm, 2 * count);
        }
        step[count] = at;
        antenna[count] = (short) antennaIndex;
        rssiDbm[count++] = dbm;
        return true;
    }

    private void drop(int oldest) {
        System.arraycopy(step, oldest, step, 0, count - oldest);
        System.arraycopy(antenna, oldest, antenna, 0, count - oldest);
        System.arraycopy(rssiDbm, oldest, rssiDbm, 0, count - oldest);
        count -= oldest;
    }

    /** Forgets what is older than the memory at the step {@code now}. */
    void expire(long now) {
        int kept = 0;
        int least = (int) (now - origin) - MEMORY;
        if (count == 0 || (step[0] > least && count < MOST)) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (step[i] > least) {
                step[kept] = step[i];
                antenna[kept] = antenna[i];
                rssiDbm[kept++] = rssiDbm[i];
            }
        }
        count = kept;
    }

    int count() {
        return count;
    }

    /** Steps before {@code now}; 0 or more, reads from ahead of time count as present. */
    int age(int i, long now) {
        return Math.max(0, (int) (now - origin) - step[i]);
    }

    int antenna(int i) {
        return antenna[i];
    }

    float rssiDbm(int i) {
        return rssiDbm[i];
    }
}
