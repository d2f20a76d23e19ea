package io.tagline.edge.passage;

import static io.tagline.edge.passage.PlaceModel.CELLS;
import static io.tagline.edge.passage.PlaceModel.LINE;

/**
 * Probabilities that a tag is on the way through one portal: by where it came from, how it moves, and where it is. The
 * lanes of a tag share one total of 1. Confined to the thread of the detector.
 *
 * <p>Where a tag came from is the side on which it was last settled. A tag that came from inside and is outside now has
 * passed; saying so makes outside the side it came from.
 */
final class Lane {
    static final int FROM_INSIDE = 0;
    static final int FROM_OUTSIDE = 1;

    /** Inwards, standing, outwards. */
    private static final int MOTIONS = 3;

    private static final float[] MOTION_SHARE = {0.25f, 0.5f, 0.25f};
    private static final int ORIGIN = MOTIONS * CELLS;
    private static final int STATES = 2 * ORIGIN;

    // per step of 100 ms; tuned on simulated docks that the published figures do not use
    /** A moving tag gets one cell of 0.4 m further: 2 m/s at the mean, a brisk cart. */
    private static final float ADVANCE = 0.5f;
    /** A standing tag appears one cell to either side: fading, people's hands. */
    private static final float SWAY = 0.03f;
    /** Motion is drawn anew: once in 3 s. */
    private static final float TURN = 0.03f;
    /** The side it came from is forgotten where it stands now: once in 10 s. */
    private static final float SETTLE = 0.01f;
    /** Share of what has not passed that stays open after a passage: the tag may have been another cart's. */
    private static final float DOUBT = 0.5f;

    private static final float[] START = start();

    private final float[] p;

    private Lane(float[] p) {
        this.p = p;
    }

    /** A lane about which nothing is known, with this share of the total. */
    static Lane unknown(float share) {
        Lane lane = new Lane(START.clone());
        lane.scale(share);
        return lane;
    }

    Lane copy() {
        return new Lane(p.clone());
    }

    private static float[] start() {
        float[] p = new float[STATES];
        float total = 0;
        for (int i = 0; i < STATES; i++) {
            int cell = i % CELLS;
            boolean settled = i < ORIGIN ? cell < LINE : cell > LINE;
            p[i] = (settled ? 1 : cell == LINE ? 0.5f : 0) * MOTION_SHARE[i / CELLS % MOTIONS];
            total += p[i];
        }
        for (int i = 0; i < STATES; i++) {
            p[i] /= total;
        }
        return p;
    }

    /** One step of 100 ms in which nothing is observed. */
    void move() {
        for (int origin = 0; origin < STATES; origin += ORIGIN) {
            for (int cell = 0; cell < CELLS; cell++) {
                int in = origin + cell;
                float redrawn = TURN * (p[in] + p[in + CELLS] + p[in + 2 * CELLS]);
                p[in] = (1 - TURN) * p[in] + redrawn * MOTION_SHARE[0];
                p[in + CELLS] = (1 - TURN) * p[in + CELLS] + redrawn * MOTION_SHARE[1];
                p[in + 2 * CELLS] = (1 - TURN) * p[in + 2 * CELLS] + redrawn * MOTION_SHARE[2];
            }
            inwards(origin);
            sway(origin + CELLS);
            outwards(origin + 2 * CELLS);
        }
        for (int at = 0; at < ORIGIN; at += CELLS) {
            carry(at + LINE + 1, at + LINE + 1 + ORIGIN, SETTLE);
            carry(at + ORIGIN, at, SETTLE);
        }
    }

    /** Moves a share of the cells of one side, beginning at {@code from}, to the other origin. */
    private void carry(int from, int to, float share) {
        for (int i = 0; i < LINE; i++) {
            float carried = share * p[from + i];
            p[from + i] -= carried;
            p[to + i] += carried;
        }
    }

    private void inwards(int at) {
        p[at] += ADVANCE * p[at + 1];
        for (int i = at + 1; i < at + CELLS - 1; i++) {
            p[i] = (1 - ADVANCE) * p[i] + ADVANCE * p[i + 1];
        }
        p[at + CELLS - 1] *= 1 - ADVANCE;
    }

    private void outwards(int at) {
        int end = at + CELLS - 1;
        p[end] += ADVANCE * p[end - 1];
        for (int i = end - 1; i > at; i--) {
            p[i] = (1 - ADVANCE) * p[i] + ADVANCE * p[i - 1];
        }
        p[at] *= 1 - ADVANCE;
    }

    private void sway(int at) {
        float before = p[at];
        for (int i = at; i < at + CELLS; i++) {
            float here = p[i];
            float after = i + 1 < at + CELLS ? p[i + 1] : here;
            p[i] = (1 - SWAY) * here + SWAY / 2 * (before + after);
            before = here;
        }
    }

    /** Moves the share {@code exchange} of every lane to the others: neighbouring lanes are a few steps apart. */
    static void mix(Lane[] lanes, float exchange) {
        int count = lanes.length;
        float share = exchange / (count - 1);
        float kept = 1 - exchange - share;
        float[] total = new float[STATES];
        for (Lane lane : lanes) {
            for (int i = 0; i < STATES; i++) {
                total[i] += lane.p[i];
            }
        }
        for (Lane lane : lanes) {
            for (int i = 0; i < STATES; i++) {
                lane.p[i] = kept * lane.p[i] + share * total[i];
            }
        }
    }

    /** Weighs every place with the likelihood, per cell, of what was observed, and returns what is left of the total. */
    float observe(float[] likelihood) {
        float total = 0;
        for (int at = 0; at < STATES; at += CELLS) {
            for (int cell = 0; cell < CELLS; cell++) {
                float weighed = p[at + cell] * likelihood[cell];
                p[at + cell] = weighed;
                total += weighed;
            }
        }
        return total;
    }

    void scale(float factor) {
        for (int i = 0; i < STATES; i++) {
            p[i] *= factor;
        }
    }

    float total() {
        float total = 0;
        for (float share : p) {
            total += share;
        }
        return total;
    }

    /** Probability that the tag came from this side and is on the other. */
    float passed(int from) {
        float passed = 0;
        for (int at = from * ORIGIN; at < (from + 1) * ORIGIN; at += CELLS) {
            int begin = from == FROM_INSIDE ? LINE + 1 : 0;
            for (int cell = begin; cell < begin + LINE; cell++) {
                passed += p[at + cell];
            }
        }
        return passed;
    }

    /** Whether the tag, if it is in this lane, is more likely outside than inside. */
    boolean outside() {
        return balance() > 0;
    }

    /** Probability of being outside less that of being inside. */
    float balance() {
        float balance = 0;
        for (int at = 0; at < STATES; at += CELLS) {
            for (int cell = 0; cell < LINE; cell++) {
                balance += p[at + CELLS - 1 - cell] - p[at + cell];
            }
        }
        return balance;
    }

    /** Takes note that a passage from this side has been reported: what has passed is settled on the other side. */
    void settle(int from) {
        int to = FROM_OUTSIDE - from;
        int over = from == FROM_INSIDE ? LINE + 1 : 0;
        for (int at = 0; at < ORIGIN; at += CELLS) {
            for (int cell = 0; cell < CELLS; cell++) {
                int left = from * ORIGIN + at + cell;
                if (cell >= over && cell < over + LINE) {
                    p[to * ORIGIN + at + cell] += p[left];
                }
                p[left] *= DOUBT;
            }
        }
    }
}
