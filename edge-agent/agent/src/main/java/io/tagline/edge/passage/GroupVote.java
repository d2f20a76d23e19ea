package io.tagline.edge.passage;

/**
 * Tags that travel together vote together: what a claim's mates say about it, as numbers for the trees. The votes are counted twice, by
 * how alike mates were heard and by how close they are: of a tag that was hardly heard nobody is close, but those alike tell something.
 * Confined to the detector's thread.
 */
final class GroupVote {
    private static final int OF_CLAIM = 4;

    /** How many numbers. */
    static final int VALUES = OF_CLAIM + 2 * Votes.VALUES;

    private final Votes byLikeness = new Votes();
    private final Votes byCloseness = new Votes();

    /** Adds the votes of the mates to a claim that has been judged alone. */
    void fill(Claim claim, Mates mates, long now) {
        int portal = claim.visit().portal;
        int from = claim.from();
        byLikeness.clear();
        byCloseness.clear();
        for (int i = 0; i < mates.count(); i++) {
            TagTrack mate = mates.track(i);
            if (mate.presentAt(now)) {
                Visit there = mate.visitOrNull(portal);
                boolean reported = there != null && there.reportedLately(from, now);
                float elsewhere = mate.claimedElsewhere(portal, from);
                byLikeness.add(mates.weight(i), there, from, reported, elsewhere);
                byCloseness.add(mates.closeness(i), there, from, reported, elsewhere);
            }
        }
        claim.company(byCloseness.weights());
        float[] x = claim.x;
        int n = ClaimValues.COUNT;
        x[n++] = claim.alone();
        x[n++] = claim.visit().profile.heardOnBothSides() ? 1 : 0;
        x[n++] = claim.track().repeats().sinceTold(from, now);
        x[n++] = claim.track().repeats().sinceTold(1 - from, now);
        n = byLikeness.fill(x, n, claim.alone());
        byCloseness.fill(x, n, claim.alone());
    }
}
