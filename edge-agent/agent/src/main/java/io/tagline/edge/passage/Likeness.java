package io.tagline.edge.passage;

import static io.tagline.edge.passage.Profile.BINS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * How likely two tags travel together, by how alike the portals have heard them: at the same sides, at the same times,
 * rising and falling together. Logistic regressions; {@code mates.csv} holds their weights. Confined to the detector's thread.
 */
final class Likeness {
    /** Numbers that a pair is described by. */
    static final int VALUES = 16;

    /** None, one or both of the two heard by one side only. */
    static final int KINDS = 3;

    private static final String TABLE = "mates.csv";
    private static final float LEAST_ODDS = -3.5f;
    /** Steps of 100 ms beyond which a difference in time says no more. */
    private static final float LONG_APART = 30;

    private static final float STEPS_PER_S = 10;

    /** By how many of the two only one side of the portal has heard: what they share is judged by other weights then. */
    private final float[][] weights;

    private final float[] pair = new float[VALUES];
    private final float[] apart = new float[BINS];
    private final float[] shared = new float[BINS];

    private Likeness(float[][] weights) {
        this.weights = weights;
    }

    /** Reads the weights from the class path. */
    static Likeness load() {
        try (InputStream in = Likeness.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is missing from the jar");
            }
            return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Likeness parse(BufferedReader lines) throws IOException {
        float[][] weights = new float[KINDS][VALUES + 1];
        int count = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.startsWith("#")) {
                if (count < KINDS * (VALUES + 1)) {
                    weights[count / (VALUES + 1)][count % (VALUES + 1)] = Float.parseFloat(line);
                }
                count++;
            }
        }
        if (count != KINDS * (VALUES + 1)) {
            throw new IllegalStateException(TABLE + " has " + count + " weights; expected " + KINDS * (VALUES + 1));
        }
        return new Likeness(weights);
    }

    /** Nobody travels with anybody: to train without. */
    static Likeness none() {
        return new Likeness(new float[KINDS][VALUES + 1]);
    }

    /** Probability that the other travels with a tag that is at this portal; 0 if it has not been there. */
    float of(TagTrack own, Visit at, TagTrack other) {
        if (at.portal < Integer.SIZE && (other.heardAt() >>> at.portal & 1) == 0) {
            return 0;
        }
        Visit there = other.visitOrNull(at.portal);
        if (there == null) {
            return 0;
        }
        compare(own, at, other, there);
        float[] by = weights[kind(at, there)];
        float odds = by[VALUES];
        for (int i = 0; i < VALUES; i++) {
            odds += by[i] * pair[i];
        }
        return odds < LEAST_ODDS ? 0 : Claim.probability(odds);
    }

    static int kind(Visit at, Visit there) {
        return (at.profile.heardOnBothSides() ? 0 : 1) + (there.profile.heardOnBothSides() ? 0 : 1);
    }

    /** Describes a pair; the array is used again. */
    float[] compare(TagTrack own, Visit at, TagTrack other, Visit there) {
        for (int bin = 0; bin < BINS; bin++) {
            apart[bin] = 0;
            shared[bin] = 0;
        }
        float[] ours = own.levels();
        float[] theirs = other.levels();
        int heard = own.heardAt() | other.heardAt();
        for (int base = 0; heard != 0; base += 2 * BINS, heard >>>= 1) {
            if ((heard & 1) != 0) {
                compare(ours, theirs, base);
                compare(ours, theirs, base + BINS);
            }
        }
        float allApart = 0;
        float allShared = 0;
        for (int bin = 0; bin < BINS; bin++) {
            pair[bin] = apart[bin] / Levels.RANGE_DB;
            pair[BINS + bin] = shared[bin] / Levels.RANGE_DB;
            allApart += apart[bin];
            allShared += shared[bin];
        }
        for (int side = 0; side < 2; side++) {
            pair[2 * BINS + side] = seconds(at.profile.centre(side) - there.profile.centre(side));
            pair[2 * BINS + 2 + side] = seconds(at.profile.oldest[side] - there.profile.oldest[side]);
        }
        pair[2 * BINS + 4] = seconds((float) (own.firstStep() - other.firstStep()));
        pair[VALUES - 1] = allApart / (allApart + allShared + 1);
        return pair;
    }

    private void compare(float[] ours, float[] theirs, int base) {
        for (int bin = 0; bin < BINS; bin++) {
            float difference = ours[base + bin] - theirs[base + bin];
            if (difference < 0) {
                apart[bin] -= difference;
                shared[bin] += ours[base + bin];
            } else {
                apart[bin] += difference;
                shared[bin] += theirs[base + bin];
            }
        }
    }

    private static float seconds(float steps) {
        return Math.min(LONG_APART, Math.abs(steps)) / STEPS_PER_S;
    }
}
