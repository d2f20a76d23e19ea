package io.tagline.edge.passage;

import io.tagline.edge.portal.Side;
import org.jspecify.annotations.Nullable;

/** A tag's stay in the hearing of one portal, with the reads since the last passage there. Confined to the detector's thread. */
final class Visit {
    /** Log-odds of what was never claimed. */
    static final float UNJUDGED = Float.NEGATIVE_INFINITY;

    /** A tag that takes longer is judged well by the filter. */
    private static final long RUSH_NANOS = 4_000_000_000L;
    /** A tag in the doorway is louder than this at both sides. */
    private static final float LOUD_DBM = -58;

    /** A mate that was reported this long ago or less speaks for those behind it: 3 s. */
    private static final int LATELY_STEPS = 30;

    /** Log-odds of a claim that will not come true at once. */
    private static final float HOPELESS = -4.5f;

    static final int HOPELESS_STEPS = 3;

    /** Log-odds by the votes that will not carry a claim within the next steps. */
    private static final float UNLIKELY = -3;

    /** A mate that passes speaks for this tag in the step after, and once more if it is heard again. */
    private static final int INVITED_STEPS = 2;

    /** Invitations last as long, so those who follow are asked in each step. */
    private static final int TOLD_STEPS = INVITED_STEPS + 1;

    private static final long NEVER = Long.MIN_VALUE / 2;

    /** Number of the portal within the agent. */
    final int portal;

    // for the stay
    final Loudness loudness = new Loudness();
    long latestTick = Long.MIN_VALUE;
    boolean reported;

    /** Where the tag may be on its way through this portal; null while nothing is followed, or with one side only. */
    @Nullable
    Lane lane;

    /** Steps in a row in which a passage was likely, by the side it came from. */
    final int[] confirmed = new int[2];

    // of the step judged last, by the side the tag came from
    /** Log-odds that the tag has just passed, by its own reads. */
    final float[] claimed = {Claim.NONE, Claim.NONE};
    /** The same as probabilities. */
    final float[] chance = {Claim.NO_CHANCE, Claim.NO_CHANCE};
    /** Steps in which the votes carried the claim, less those in which they did not. */
    private final int[] carried = new int[2];

    private final int[] nearlyCarried = new int[2];
    private final int[] steady = new int[2];

    final Profile profile = new Profile();

    @Nullable
    Mates mates;

    /** Those of a tag that this one is very like. */
    @Nullable
    Mates companions;

    /** Log-odds of the likeliest claim since the last passage, by the side the tag came from. */
    private final float[] likeliest = {UNJUDGED, UNJUDGED};

    /** Steps of the last passage that the filter believed in, and of the last one told. */
    private final long[] filteredStep = {NEVER, NEVER};

    private final long[] reportedStep = {NEVER, NEVER};
    private final long[] hopelessStep = {NEVER, NEVER};
    private final long[] invitedStep = {NEVER, NEVER};
    private final long[] askedStep = {NEVER, NEVER};
    private final float[] latest = {Claim.NONE, Claim.NONE};
    private boolean outside;
    private boolean located;
    private long crossedTick;

    // since the last passage
    int reads;
    long firstTick;
    long lastTick;
    float peakDbm = Float.NaN;
    long peakTick;
    private final int[] readsOf = new int[2];
    private final long[] firstOf = new long[2];
    private final long[] lastOf = new long[2];
    private final Centre[] centreOf = {new Centre(), new Centre()};

    Visit(int portal) {
        this.portal = portal;
    }

    void read(Side side, float rssiDbm, boolean hasRssi, long tick) {
        int at = side.index();
        firstOf[at] = readsOf[at] == 0 ? tick : Math.min(firstOf[at], tick);
        lastOf[at] = readsOf[at] == 0 ? tick : Math.max(lastOf[at], tick);
        readsOf[at]++;
        if (hasRssi) {
            centreOf[at].add(rssiDbm, tick);
        }
        firstTick = reads == 0 ? tick : Math.min(firstTick, tick);
        lastTick = reads == 0 ? tick : Math.max(lastTick, tick);
        if (hasRssi && !(rssiDbm <= peakDbm)) {
            peakDbm = rssiDbm;
            peakTick = tick;
        } else if (reads == 0) {
            peakTick = tick;
        }
        reads++;
        latestTick = Math.max(latestTick, tick);
    }

    /** Follows on which side of the line the tag is, to know when it crossed. */
    void locate(boolean nowOutside, long tick) {
        if (!located || nowOutside != outside) {
            crossedTick = tick;
            outside = nowOutside;
            located = true;
        }
    }

    long crossedTick() {
        return crossedTick;
    }

    void filtered(int from, long step) {
        filteredStep[from] = step;
    }

    /** Steps since the filter last believed in a passage from this side. */
    long sinceFiltered(int from, long now) {
        return now - filteredStep[from];
    }

    void reported(int from, long step) {
        reportedStep[from] = step;
    }

    boolean reportedLately(int from, long now) {
        return now - reportedStep[from] <= LATELY_STEPS;
    }

    /** A claim that was hopeless is not looked at again for 300 ms. */
    boolean worthClaiming(int from, long now) {
        if (now - hopelessStep[from] < HOPELESS_STEPS) {
            return false;
        }
        hopelessStep[from] = NEVER;
        return true;
    }

    /** Takes note that a tag much like this one is passing: this one is to be asked, however little was heard of it. */
    void invite(int from, long now) {
        invitedStep[from] = now;
    }

    /** Whether it is to be asked: one that the votes have just held for unlikely is left in peace for 300 ms. */
    boolean invited(int from, long now) {
        return now - invitedStep[from] <= INVITED_STEPS
                && (latest[from] >= UNLIKELY || now - askedStep[from] >= TOLD_STEPS);
    }

    int carried(int from) {
        return carried[from];
    }

    /** Steps in which the votes nearly carried the claim, less those in which it was unlikely. */
    int nearlyCarried(int from) {
        return nearlyCarried[from];
    }

    /** Steps in which the tag's own reads carried the claim and its mates were not against it, less those in which not. */
    int steady(int from) {
        return steady[from];
    }

    void steadily(int from, boolean carried) {
        steady[from] = carried ? steady[from] + 1 : Math.max(0, steady[from] - 1);
    }

    /** Takes note of a vote. One step of bad luck does not undo what the steps before it said. */
    void carried(int from, boolean surely, boolean nearly, boolean likely) {
        carried[from] = count(carried[from], surely, likely);
        nearlyCarried[from] = count(nearlyCarried[from], nearly, likely);
    }

    private static int count(int steps, boolean carried, boolean likely) {
        return carried ? steps + 1 : likely ? steps : Math.max(0, steps - 1);
    }

    /**
     * Whether mates are to be asked in this step. About a passage that has been told they are asked less often: what they say
     * only tells when it is over, and invites others.
     */
    boolean dueToAsk(int from, boolean told, long now) {
        if (told && now - askedStep[from] < TOLD_STEPS) {
            return false;
        }
        askedStep[from] = now;
        return true;
    }

    /** Takes note of what the votes say about a claim. */
    void judged(int from, float logOdds) {
        likeliest[from] = Math.max(likeliest[from], logOdds);
        latest[from] = logOdds;
    }

    /** Log-odds of the claim by the votes last taken. */
    float latest(int from) {
        return latest[from];
    }

    /** Log-odds of the likeliest claim since the last passage, or {@link #UNJUDGED}. */
    float likeliest(int from) {
        return likeliest[from];
    }

    /** Begins anew. */
    void dismiss(int from) {
        carried[from] = 0;
        nearlyCarried[from] = 0;
        steady[from] = 0;
    }

    /** Whether the tag's own reads say more than that it is hopeless. */
    boolean claiming() {
        return claimed[0] >= HOPELESS || claimed[1] >= HOPELESS;
    }

    /** Takes note of what the tag's own reads say. */
    void claimed(int from, float logOdds, long now) {
        claimed[from] = logOdds;
        chance[from] = Claim.probability(logOdds);
        hopelessStep[from] = logOdds < HOPELESS ? now : NEVER;
    }

    /** Begins a step to be judged: nobody has claimed anything yet. */
    void clearClaims() {
        profile.clear();
        for (int from = 0; from < 2; from++) {
            claimed[from] = Claim.NONE;
            chance[from] = Claim.NO_CHANCE;
        }
    }

    /**
     * The side a tag came from, by the order of the sides alone: every read of one side before every read of the other,
     * at least {@code least} each. Empty-handed if that does not hold.
     */
    @Nullable
    Side cameFrom(int least, long overlapNanos) {
        int in = Side.INSIDE.index();
        int out = Side.OUTSIDE.index();
        if (readsOf[in] < least || readsOf[out] < least) {
            return null;
        }
        if (lastOf[in] - overlapNanos <= firstOf[out] && lastOf[in] < lastOf[out]) {
            return Side.INSIDE;
        }
        return lastOf[out] - overlapNanos <= firstOf[in] && lastOf[out] < lastOf[in] ? Side.OUTSIDE : null;
    }

    /**
     * The side a tag came from, by when it was loudest at each: at least {@code least} reads each, and the centres of their power apart
     * by at least this share of the visit, which must be short and loud. A tag that turns back or stands has both at the same time,
     * and at the edge of the field fading decides.
     */
    @Nullable
    Side louderFirst(int least, double share) {
        int in = Side.INSIDE.index();
        int out = Side.OUTSIDE.index();
        if (centreOf[in].reads() < least || centreOf[out].reads() < least) {
            return null;
        }
        if (lastTick - firstTick > RUSH_NANOS
                || centreOf[in].loudestDbm() < LOUD_DBM
                || centreOf[out].loudestDbm() < LOUD_DBM) {
            return null;
        }
        long apart = centreOf[out].tick() - centreOf[in].tick();
        if (Math.abs(apart) < Math.max(TagTrack.STEP_NANOS, share * (lastTick - firstTick))) {
            return null;
        }
        return apart > 0 ? Side.INSIDE : Side.OUTSIDE;
    }

    /** Half-way between the centres of the two sides' power. */
    long betweenCentres() {
        return centreOf[0].tick() + (centreOf[1].tick() - centreOf[0].tick()) / 2;
    }

    /** Half-way between the last read of the first side and the first of the second. */
    long middleTick(Side from) {
        int first = from.index();
        return lastOf[first] + (firstOf[1 - first] - lastOf[first]) / 2;
    }

    boolean overlaps(Visit other) {
        return reads > 0 && other.reads > 0 && firstTick <= other.lastTick && other.firstTick <= lastTick;
    }

    Evidence.SideReads inside() {
        return side(Side.INSIDE.index());
    }

    Evidence.SideReads outside() {
        return side(Side.OUTSIDE.index());
    }

    private Evidence.SideReads side(int at) {
        float peak = centreOf[at].reads() == 0 ? Float.NaN : centreOf[at].loudestDbm();
        return new Evidence.SideReads(readsOf[at], peak, firstOf[at], lastOf[at]);
    }

    /** After a passage: what follows belongs to the next one. */
    void passed() {
        reported = true;
        reads = 0;
        firstTick = latestTick;
        lastTick = latestTick;
        peakDbm = Float.NaN;
        peakTick = latestTick;
        for (int side = 0; side < 2; side++) {
            likeliest[side] = UNJUDGED;
            readsOf[side] = 0;
            centreOf[side].clear();
        }
    }
}
