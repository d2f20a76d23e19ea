package io.tagline.edge.eye;

/**
 * How much what an eye said changes the odds that a tag passed: how often it says so when one did, by how often when none did. Counted
 * on eleven docks of the portal bench with people going through (8,800 passages, 36 false ones), see {@code scripts/bench}.
 */
final class EyeOdds {
    /** The beam was broken for 997 of 1,000 tags that passed, and for half of those that did not: somebody is often in a doorway. */
    static final double SAW = 2;

    /**
     * It was free for 3 of 1,000 tags that passed, and for half of those that did not. On the bench every parcel breaks the beam; in a
     * depot some are carried above it, so that this is taken for 25 of 1,000.
     */
    static final double SAW_NOTHING = 1 / 20.0;

    /** No number of witnesses makes certain. */
    private static final double MOST = 0.999;

    private EyeOdds() {}

    static float saw(float confidence) {
        return times(confidence, SAW);
    }

    static float sawNothing(float confidence) {
        return times(confidence, SAW_NOTHING);
    }

    /** A certainty stays one where it is raised, and becomes a doubt where it is lowered. */
    private static float times(float confidence, double factor) {
        if (factor > 1 && confidence > MOST) {
            return confidence;
        }
        double p = Math.min(MOST, confidence);
        double odds = p / (1 - p) * factor;
        return (float) Math.min(MOST, odds / (1 + odds));
    }
}
