package io.tagline.edge.passage;

import io.tagline.edge.portal.Side;
import org.jspecify.annotations.Nullable;

/** A tag's stay in the hearing of one portal, with the reads since the last passage there. Confined to the detector's thread. */
final class Visit {
    /** A tag that takes longer is judged well by the filter. */
    private static final long RUSH_NANOS = 4_000_000_000L;
    /** A tag in the doorway is louder than this at both sides. */
    private static final float LOUD_DBM = -58;

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

    /** After a passage: what follows belongs to the next one. */
    void passed() {
        reported = true;
        reads = 0;
        firstTick = latestTick;
        lastTick = latestTick;
        peakDbm = Float.NaN;
        peakTick = latestTick;
        for (int side = 0; side < 2; side++) {
            readsOf[side] = 0;
            centreOf[side].clear();
        }
    }
}
