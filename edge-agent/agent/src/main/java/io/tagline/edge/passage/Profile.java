package io.tagline.edge.passage;

import java.util.Arrays;

/** What one portal has heard of a tag in the last 6.4 s, by side and age. Confined to the detector's thread. */
final class Profile {
    /** Ages in steps: 0 to 3, 4 to 7, 8 to 15, 16 to 31, 32 to 63. A reader of four antennas needs 4 steps for a round. */
    static final int BINS = 5;

    static final float UNHEARD_DBM = -85;
    static final int NEVER = Sightings.MEMORY;

    private static final byte[] BIN = bins();
    private static final float[] AMPLITUDE = amplitudes();

    /** By side and bin. */
    final float[] loudestDbm = new float[2 * BINS];

    /** By side and bin: dwells in which the tag was heard. */
    final float[] heard = new float[2 * BINS];

    // by side
    final int[] newest = new int[2];
    final int[] oldest = new int[2];
    final int[] loudestAge = new int[2];
    final float[] peakDbm = new float[2];
    private final float[] weight = new float[2];
    private final float[] weightedAge = new float[2];

    private static byte[] bins() {
        byte[] bin = new byte[Sightings.MEMORY];
        for (int age = 0; age < bin.length; age++) {
            bin[age] = (byte) (age < 4 ? 0 : age < 8 ? 1 : age < 16 ? 2 : age < 32 ? 3 : 4);
        }
        return bin;
    }

    private static float[] amplitudes() {
        float[] amplitude = new float[129];
        for (int i = 0; i < amplitude.length; i++) {
            amplitude[i] = (float) Math.pow(10, -i / 20.0);
        }
        return amplitude;
    }

    static int bin(int age) {
        return BIN[age];
    }

    void clear() {
        Arrays.fill(loudestDbm, UNHEARD_DBM);
        Arrays.fill(heard, 0);
        for (int side = 0; side < 2; side++) {
            newest[side] = NEVER;
            oldest[side] = NEVER;
            loudestAge[side] = NEVER;
            peakDbm[side] = UNHEARD_DBM;
            weight[side] = 0;
            weightedAge[side] = 0;
        }
    }

    void add(int side, int age, float dbm) {
        int at = side * BINS + BIN[age];
        loudestDbm[at] = Math.max(loudestDbm[at], dbm);
        heard[at]++;
        newest[side] = Math.min(newest[side], age);
        oldest[side] = oldest[side] == NEVER ? age : Math.max(oldest[side], age);
        if (dbm > peakDbm[side]) {
            peakDbm[side] = dbm;
            loudestAge[side] = age;
        }
        float amplitude = AMPLITUDE[Math.max(0, Math.min(128, (int) -dbm))];
        weight[side] += amplitude;
        weightedAge[side] += amplitude * age;
    }

    /** Whether both sides have heard the tag. */
    boolean heardOnBothSides() {
        return oldest[0] < NEVER && oldest[1] < NEVER;
    }

    /** Whether a side has heard the tag within this many steps. */
    boolean heardWithin(int steps) {
        return Math.min(newest[0], newest[1]) <= steps;
    }

    /** Mean age of what this side has heard, weighted by amplitude; {@link #NEVER} if nothing. */
    float centre(int side) {
        return weight[side] > 0 ? weightedAge[side] / weight[side] : NEVER;
    }
}
