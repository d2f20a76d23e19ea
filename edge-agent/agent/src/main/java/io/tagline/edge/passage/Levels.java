package io.tagline.edge.passage;

import static io.tagline.edge.passage.Profile.BINS;

import java.util.Arrays;
import java.util.List;

/**
 * How loud a tag has been at each portal, side and age, against its own loudest: tags on one cart differ in gain, not in
 * their course. 0 not heard, 22 loudest.
 */
final class Levels {
    static final float RANGE_DB = 22;

    private Levels() {}

    static float[] of(int portals) {
        return new float[portals * 2 * BINS];
    }

    /** Fills in the levels, and returns the portals that hear the tag as bits; those from the 33rd on don't count. */
    static int fill(float[] levels, List<Visit> visits) {
        Arrays.fill(levels, 0);
        float peak = Profile.UNHEARD_DBM;
        for (int i = 0; i < visits.size(); i++) {
            Profile profile = visits.get(i).profile;
            peak = Math.max(peak, Math.max(profile.peakDbm[0], profile.peakDbm[1]));
        }
        int heardAt = 0;
        for (int i = 0; i < visits.size(); i++) {
            Visit visit = visits.get(i);
            if (visit.portal >= Integer.SIZE) {
                continue;
            }
            heardAt |= 1 << visit.portal;
            int base = visit.portal * 2 * BINS;
            for (int at = 0; at < 2 * BINS; at++) {
                float level = RANGE_DB + visit.profile.loudestDbm[at] - peak;
                levels[base + at] = level > 0 && visit.profile.heard[at] > 0 ? level : 0;
            }
        }
        return heardAt;
    }
}
