package io.tagline.edge.passage;

import org.jspecify.annotations.Nullable;

/** The votes of mates on one claim, each by a weight from 0 to 1, summed up for the trees. Confined to the detector's thread. */
final class Votes {
    /** How many numbers. */
    static final int VALUES = 15;

    /** Of nobody: so many doubtful ones weigh as much as all who vote. */
    private static final float RESERVE = 0.5f;

    private float weights;
    private float squares;
    private float odds;
    private float oddsBySquare;
    private float votes;
    private float most;
    private float against;
    private float rival;
    private float back;
    private float closest;
    private float reported;
    private float claiming;
    private float oddsClaiming;
    private float onBothSides;

    void clear() {
        weights = 0;
        squares = 0;
        odds = 0;
        oddsBySquare = 0;
        votes = 0;
        most = 0;
        against = 0;
        rival = 0;
        back = 0;
        closest = 0;
        reported = 0;
        claiming = 0;
        oddsClaiming = 0;
        onBothSides = 0;
    }

    /**
     * Counts a mate.
     *
     * @param there what the claim's portal knows of it; null if nothing
     * @param elsewhere probability of having passed another portal this way
     */
    void add(float weight, @Nullable Visit there, int from, boolean isReported, float elsewhere) {
        float says = there == null ? Claim.NONE : there.claimed[from];
        float vote = weight * (there == null ? Claim.NO_CHANCE : there.chance[from]);
        weights += weight;
        squares += weight * weight;
        odds += weight * says;
        oddsBySquare += weight * weight * says;
        votes += vote;
        most = Math.max(most, vote);
        against = Math.max(against, weight - vote);
        closest = Math.max(closest, weight);
        rival += weight * elsewhere;
        if (isReported) {
            reported += weight;
        }
        if (says > Claim.NONE) {
            claiming += weight;
            oddsClaiming += weight * says;
        }
        if (there != null) {
            back += weight * there.chance[1 - from];
            onBothSides += there.profile.heardOnBothSides() ? weight : 0;
        }
    }

    /** How many travel along, by weight. */
    float weights() {
        return weights;
    }

    /** Writes the sums from a place on, and returns the place after them. */
    int fill(float[] x, int start, float alone) {
        float all = weights + RESERVE;
        int n = start;
        x[n++] = weights;
        x[n++] = odds / all;
        x[n++] = oddsBySquare / (squares + RESERVE * RESERVE);
        x[n++] = votes / all;
        x[n++] = votes;
        x[n++] = most;
        x[n++] = against;
        x[n++] = closest;
        x[n++] = rival / all;
        x[n++] = back / all;
        x[n++] = reported / all;
        x[n++] = (odds + alone) / (weights + 1);
        x[n++] = claiming;
        x[n++] = oddsClaiming / (claiming + RESERVE);
        x[n++] = onBothSides / all;
        return n;
    }
}
