package io.tagline.edge.passage;

import java.util.List;

/**
 * The models that judge claims: trees for a tag's own reads, trees for these with the votes of mates, and the likeness of
 * tags that travel together. They are trained by {@code scripts/train-passage} on simulated docks of random geometry, radio
 * and power.
 */
class Jury {
    private static final int AT_ONCE = 12;
    /** Log-odds that no further tree is asked about. */
    private static final float CERTAIN = 4.6f;

    private final Trees alone;
    private final Trees together;
    private final Likeness likeness;

    Jury(Trees alone, Trees together, Likeness likeness) {
        this.alone = alone;
        this.together = together;
        this.likeness = likeness;
    }

    /** Reads the models from the class path. */
    static Jury load() {
        return new Jury(Models.ALONE, Models.TOGETHER, Likeness.load());
    }

    /** Read once, for all detectors. */
    private static final class Models {
        static final Trees ALONE = Trees.load("alone.txt");
        static final Trees TOGETHER = Trees.load("together.txt");
    }

    /** Judges the claims by their own values. */
    void alone(List<Claim> claims) {
        weigh(alone, claims, Claim::alone);
    }

    /** Judges the claims with the votes of mates. */
    void together(List<Claim> claims) {
        weigh(together, claims, Claim::together);
    }

    /** A few trees at a time over all claims, while these trees are in the processor's cache; most claims need no more. */
    private static void weigh(Trees trees, List<Claim> claims, ObjFloatConsumer verdict) {
        for (int i = 0; i < claims.size(); i++) {
            claims.get(i).open(trees.prior());
        }
        for (int from = 0; from < trees.count(); from += AT_ONCE) {
            int to = Math.min(trees.count(), from + AT_ONCE);
            for (int i = 0; i < claims.size(); i++) {
                Claim claim = claims.get(i);
                if (Math.abs(claim.odds()) < CERTAIN) {
                    claim.add(trees.sum(claim.x, from, to));
                }
            }
        }
        for (int i = 0; i < claims.size(); i++) {
            verdict.accept(claims.get(i), claims.get(i).odds());
        }
    }

    private interface ObjFloatConsumer {
        void accept(Claim claim, float logOdds);
    }

    /** Whether mates have a vote: in training not until it is known who they are. */
    boolean asksMates() {
        return true;
    }

    Likeness likeness() {
        return likeness;
    }

    /** Told of all claims of a step, and of those that mates were asked about: training looks on. */
    void judged(List<Claim> claims, List<Claim> asked, List<TagTrack> present, long now) {}
}
