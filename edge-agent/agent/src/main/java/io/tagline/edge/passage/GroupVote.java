package io.tagline.edge.passage;

/** Tags that travel together vote together: what a claim's mates say about it, as numbers for the trees. */
final class GroupVote {
    /** How many numbers. */
    static final int VALUES = 18;

    private GroupVote() {}

    /** Adds the votes of the mates to a claim that has been judged alone. */
    static void fill(Claim claim, Mates mates, long now) {
        int portal = claim.visit().portal;
        int from = claim.from();
        int to = 1 - from;
        float weights = 0;
        float squares = 0;
        float odds = 0;
        float oddsBySquare = 0;
        float votes = 0;
        float most = 0;
        float rival = 0;
        float back = 0;
        float closest = 0;
        float reported = 0;
        float claiming = 0;
        float oddsClaiming = 0;
        float onBothSides = 0;
        for (int i = 0; i < mates.count(); i++) {
            TagTrack mate = mates.track(i);
            if (!mate.presentAt(now)) {
                continue;
            }
            float weight = mates.weight(i);
            Visit there = mate.visitOrNull(portal);
            float says = there == null ? Claim.NONE : there.claimed[from];
            float vote = there == null ? weight * Claim.NO_CHANCE : weight * there.chance[from];
            weights += weight;
            squares += weight * weight;
            odds += weight * says;
            oddsBySquare += weight * weight * says;
            votes += vote;
            most = Math.max(most, vote);
            closest = Math.max(closest, weight);
            reported += there != null && there.reportedLately(from, now) ? weight : 0;
            if (says > Claim.NONE) {
                claiming += weight;
                oddsClaiming += weight * says;
            }
            onBothSides += there != null && there.profile.heardOnBothSides() ? weight : 0;
            rival += weight * mate.claimedElsewhere(portal, from);
            back += there == null ? 0 : weight * there.chance[to];
        }
        claim.company(weights);
        float[] x = claim.x;
        int n = ClaimValues.COUNT;
        x[n++] = claim.alone();
        x[n++] = weights;
        x[n++] = odds / (weights + 0.5f);
        x[n++] = oddsBySquare / (squares + 0.25f);
        x[n++] = votes / (weights + 0.5f);
        x[n++] = votes;
        x[n++] = most;
        x[n++] = closest;
        x[n++] = rival / (weights + 0.5f);
        x[n++] = back / (weights + 0.5f);
        x[n++] = reported / (weights + 0.5f);
        x[n++] = (odds + claim.alone()) / (weights + 1);
        x[n++] = claiming;
        x[n++] = oddsClaiming / (claiming + 0.5f);
        x[n++] = onBothSides / (weights + 0.5f);
        x[n++] = claim.visit().profile.heardOnBothSides() ? 1 : 0;
        x[n++] = claim.track().repeats().sinceTold(from, now);
        x[n] = claim.track().repeats().sinceTold(to, now);
    }
}
