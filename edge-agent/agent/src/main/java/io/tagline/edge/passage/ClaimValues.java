package io.tagline.edge.passage;

import static io.tagline.edge.passage.Profile.BINS;
import static io.tagline.edge.passage.Profile.UNHEARD_DBM;

/**
 * What a tag's own reads say about the claim that it has just passed: numbers for the trees. Sides are seen from the
 * claim: {@code from} and {@code to}, so that one model serves both ways.
 */
final class ClaimValues {
    /** How many numbers. */
    static final int COUNT = 78;

    private static final int LONG_AGO = 99;

    private ClaimValues() {}

    static void fill(float[] x, TagTrack track, Visit visit, int from, AirTime air, long now) {
        Profile own = visit.profile;
        float[] chances = air.chances(visit.portal);
        int to = 1 - from;
        int f = from * BINS;
        int t = to * BINS;
        int n = 0;
        for (int bin = 0; bin < BINS; bin++) {
            x[n++] = own.loudestDbm[f + bin];
            x[n++] = own.loudestDbm[t + bin];
            x[n++] = own.loudestDbm[t + bin] - own.loudestDbm[f + bin];
            x[n++] = own.heard[f + bin] / (chances[f + bin] + 0.3f);
            x[n++] = own.heard[t + bin] / (chances[t + bin] + 0.3f);
        }
        n = rivals(x, n, track, visit, from);
        float peak = Math.max(own.peakDbm[0], own.peakDbm[1]);
        x[n++] = peak;
        x[n++] = own.peakDbm[to] - own.peakDbm[from];
        x[n++] = own.loudestDbm[f] - peak;
        x[n++] = own.loudestDbm[t] - peak;
        x[n++] = own.newest[from];
        x[n++] = own.newest[to];
        x[n++] = own.oldest[from];
        x[n++] = own.oldest[to];
        x[n++] = own.loudestAge[from];
        x[n++] = own.loudestAge[to];
        x[n++] = own.loudestAge[from] - own.loudestAge[to];
        x[n++] = own.centre(from);
        x[n++] = own.centre(to);
        x[n++] = own.centre(from) - own.centre(to);
        x[n++] = chances[f] + chances[f + 1];
        x[n++] = chances[t] + chances[t + 1];
        x[n++] = track.sightings();
        x[n++] = Math.min(now - track.firstStep(), 200);
        n = filter(x, n, visit, from, now);
        n = windows(x, n, own, f, t);
        if (n != COUNT) {
            throw new IllegalStateException(n + " values of a claim; expected " + COUNT);
        }
    }

    private static int rivals(float[] x, int start, TagTrack track, Visit visit, int from) {
        int n = start;
        for (int i = 0; i < 12; i++) {
            x[n + i] = i < 8 ? UNHEARD_DBM : 0;
        }
        float passed = 0;
        float back = 0;
        int newest = Profile.NEVER;
        for (Visit other : track.visits()) {
            if (other == visit) {
                continue;
            }
            Profile rival = other.profile;
            newest = Math.min(newest, Math.min(rival.newest[0], rival.newest[1]));
            for (int side = 0; side < 2; side++) {
                int at = (side == from ? 0 : 1) + n;
                int base = side * BINS;
                x[at] = Math.max(x[at], Math.max(rival.loudestDbm[base], rival.loudestDbm[base + 1]));
                x[at + 2] = Math.max(x[at + 2], rival.loudestDbm[base + 2]);
                x[at + 4] = Math.max(x[at + 4], rival.loudestDbm[base + 3]);
                x[at + 6] = Math.max(x[at + 6], rival.loudestDbm[base + 4]);
                x[n + 8] += rival.heard[base] + rival.heard[base + 1];
                x[n + 9] += rival.heard[base + 2];
                x[n + 10] += rival.heard[base + 3];
            }
            if (other.lane != null) {
                passed = Math.max(passed, other.lane.passed(from));
                back = Math.max(back, other.lane.passed(1 - from));
            }
        }
        x[n + 11] = newest;
        Profile own = visit.profile;
        for (int bin = 1; bin < BINS; bin++) {
            float ours = Math.max(own.loudestDbm[bin], own.loudestDbm[BINS + bin]);
            if (bin == 1) {
                ours = Math.max(ours, Math.max(own.loudestDbm[0], own.loudestDbm[BINS]));
            }
            int at = n + 2 * (bin - 1);
            x[n + 11 + bin] = ours - Math.max(x[at], x[at + 1]);
        }
        float loudest = Math.max(
                Math.max(Math.max(x[n], x[n + 1]), Math.max(x[n + 2], x[n + 3])), Math.max(x[n + 4], x[n + 5]));
        n += 11 + BINS;
        x[n++] = Math.max(own.peakDbm[0], own.peakDbm[1]) - loudest;
        x[n++] = passed;
        x[n++] = back;
        return n;
    }

    private static int filter(float[] x, int start, Visit visit, int from, long now) {
        int n = start;
        Lane lane = visit.lane;
        x[n++] = lane == null ? 0 : lane.passed(from);
        x[n++] = lane == null ? 0 : lane.passed(1 - from);
        x[n++] = lane == null ? 0 : lane.total();
        x[n++] = lane == null ? 0 : from == Lane.FROM_INSIDE ? lane.balance() : -lane.balance();
        x[n++] = Math.min(LONG_AGO, visit.sinceFiltered(from, now));
        x[n++] = Math.min(LONG_AGO, visit.sinceFiltered(1 - from, now));
        return n;
    }

    private static int windows(float[] x, int start, Profile own, int f, int t) {
        int n = start;
        float fromHeard = 0;
        float toHeard = 0;
        float fromDbm = UNHEARD_DBM;
        float toDbm = UNHEARD_DBM;
        for (int bin = 0; bin < BINS; bin++) {
            fromHeard += own.heard[f + bin];
            toHeard += own.heard[t + bin];
            fromDbm = Math.max(fromDbm, own.loudestDbm[f + bin]);
            toDbm = Math.max(toDbm, own.loudestDbm[t + bin]);
            if (bin > 0) {
                x[n++] = toHeard / (toHeard + fromHeard + 1);
                x[n++] = toDbm - fromDbm;
            }
        }
        x[n++] = fromHeard;
        x[n++] = toHeard;
        return n;
    }
}
