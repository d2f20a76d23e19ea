package io.tagline.edge.passage;

import static io.tagline.edge.passage.Profile.BINS;

/**
 * How likely two tags that {@link Likeness} found alike do travel together: trees over what sets them apart besides, such as how long
 * each has been in view and what each claims. Asked about the few dozen whom the regression lets through, not about every pair.
 * Confined to the detector's thread.
 */
final class Closeness {
    /** Numbers that a pair is described by. */
    static final int VALUES = Likeness.VALUES + 27;

    private static final float LONG_AGO = 200;

    /** Below this nobody travels along whatever the trees say. */
    private static final float WORTH_A_LOOK = 0.15f;

    /** Above this they do. */
    private static final float BEYOND_DOUBT = 0.9f;

    private static final int AT_ONCE = 8;
    /** Log-odds that no further tree is asked about: 0.95. */
    private static final float CERTAIN = 3;

    private final Trees trees;
    private final float[] x = new float[VALUES];

    Closeness(Trees trees) {
        this.trees = trees;
    }

    /**
     * Probability that the other travels with a tag that is at this portal; what the regression said, where that is plain.
     *
     * @param pair as {@link Likeness#compare} describes the two
     * @param alike what the regression made of it
     */
    float of(float[] pair, float alike, TagTrack own, Visit at, TagTrack other, Visit there, long now) {
        if (alike < WORTH_A_LOOK || alike > BEYOND_DOUBT || trees.count() == 0) {
            return alike;
        }
        describe(pair, alike, own, at, other, there, now);
        float odds = trees.prior();
        for (int from = 0; from < trees.count() && Math.abs(odds) < CERTAIN; from += AT_ONCE) {
            odds += trees.sum(x, from, Math.min(trees.count(), from + AT_ONCE));
        }
        return Claim.probability(odds);
    }

    /** Describes a pair; the array is used again. */
    float[] describe(float[] pair, float alike, TagTrack own, Visit at, TagTrack other, Visit there, long now) {
        System.arraycopy(pair, 0, x, 0, Likeness.VALUES);
        int n = Likeness.VALUES;
        x[n++] = alike;
        x[n++] = own.sightings();
        x[n++] = other.sightings();
        x[n++] = Math.min(LONG_AGO, (float) (now - own.firstStep()));
        x[n++] = Math.min(LONG_AGO, (float) (now - other.firstStep()));
        x[n++] = Integer.bitCount(own.heardAt());
        x[n++] = Integer.bitCount(other.heardAt());
        for (int side = 0; side < 2; side++) {
            x[n++] = Math.min(at.profile.newest[side], there.profile.newest[side]);
            x[n++] = Math.abs(at.profile.newest[side] - there.profile.newest[side]);
            x[n++] = Math.abs(at.profile.loudestAge[side] - there.profile.loudestAge[side]);
            x[n++] = Math.abs(at.profile.peakDbm[side] - there.profile.peakDbm[side]);
            x[n++] = at.profile.heardOf[side];
            x[n++] = there.profile.heardOf[side];
            x[n++] = at.profile.loudestDbm[side * BINS] - there.profile.loudestDbm[side * BINS];
            x[n++] = at.claimed[side];
            x[n++] = there.claimed[side];
            x[n++] = Math.abs(at.claimed[side] - there.claimed[side]);
        }
        return x;
    }
}
