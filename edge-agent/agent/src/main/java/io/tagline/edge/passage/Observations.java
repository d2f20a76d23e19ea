package io.tagline.edge.passage;

import io.tagline.edge.portal.PortalAntenna;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the antennas have heard of a tag during the present step, one observation an antenna: further reads of the same
 * dwell share its fading and say nothing new. Confined to the thread of the detector.
 */
final class Observations {
    /** Antennas in one step; more are not taken as evidence. */
    private static final int MOST = 16;

    private @Nullable PortalAntenna[] at = new @Nullable PortalAntenna[4];
    private float[] rssiDbm = new float[4];
    private int count;

    void add(PortalAntenna antenna, float dbm) {
        for (int i = 0; i < count; i++) {
            if (at(i).index() == antenna.index()) {
                rssiDbm[i] = dbm <= rssiDbm[i] ? rssiDbm[i] : dbm;
                return;
            }
        }
        if (count == MOST) {
            return;
        }
        if (count == at.length) {
            at = Arrays.copyOf(at, 2 * count);
            rssiDbm = Arrays.copyOf(rssiDbm, 2 * count);
        }
        at[count] = antenna;
        rssiDbm[count++] = dbm;
    }

    int count() {
        return count;
    }

    PortalAntenna at(int i) {
        PortalAntenna antenna = at[i];
        if (antenna == null) {
            throw new IndexOutOfBoundsException(i);
        }
        return antenna;
    }

    /** Strongest of the step; NaN if not reported. */
    float rssiDbm(int i) {
        return rssiDbm[i];
    }

    void clear() {
        count = 0;
    }
}
