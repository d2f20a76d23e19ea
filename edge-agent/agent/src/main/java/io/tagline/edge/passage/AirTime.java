package io.tagline.edge.passage;

import java.util.Arrays;

/**
 * How likely an antenna was to read a tag in its field, step by step: the more tags answer, the more seldom each is read.
 * Confined to the detector's thread.
 */
final class AirTime {
    /** Reads a second of one antenna in a crowd, and the time that a round costs beside: Gen2 dense reader mode, typical. */
    private static final float READS_PER_S = 250;

    private static final float ROUND_S = 0.008f;
    private static final float STEP_S = 0.1f;
    private static final int CROWD = 512;
    private static final float[] CHANCE = chances();

    private final PortalSides portals;
    private final int[] sideOf;
    private final int[][] tags;
    private final long[][] stepOf;
    /** By portal, side and bin: the sum of chances. */
    private final float[][] sums;

    private long summed = Long.MIN_VALUE;

    AirTime(PortalSides portals) {
        this.portals = portals;
        int antennas = portals.antennas();
        sideOf = new int[antennas];
        tags = new int[antennas][2 * Sightings.MEMORY];
        stepOf = new long[antennas][2 * Sightings.MEMORY];
        for (int antenna = 0; antenna < antennas; antenna++) {
            sideOf[antenna] = portals.sideOf(antenna);
            Arrays.fill(stepOf[antenna], Long.MIN_VALUE);
        }
        sums = new float[portals.count()][2 * Profile.BINS];
    }

    private static float[] chances() {
        float[] chance = new float[CROWD];
        for (int n = 1; n < CROWD; n++) {
            chance[n] = (float) (1 - Math.exp(-0.9 * STEP_S / (n / READS_PER_S + ROUND_S)));
        }
        return chance;
    }

    /** Takes note that one more tag was heard by the antenna in this step. */
    void heard(int antenna, long step) {
        int slot = (int) Math.floorMod(step, 2L * Sightings.MEMORY);
        if (stepOf[antenna][slot] != step) {
            stepOf[antenna][slot] = step;
            tags[antenna][slot] = 0;
        }
        tags[antenna][slot]++;
    }

    /** Adds up the chances of the steps up to {@code now}. */
    void sum(long now) {
        if (summed == now) {
            return;
        }
        summed = now;
        for (float[] sum : sums) {
            Arrays.fill(sum, 0);
        }
        for (int antenna = 0; antenna < sideOf.length; antenna++) {
            float[] sum = sums[portals.portalOf(antenna)];
            int base = sideOf[antenna] * Profile.BINS;
            for (int age = 0; age < Sightings.MEMORY; age++) {
                int slot = (int) Math.floorMod(now - age, 2L * Sightings.MEMORY);
                if (stepOf[antenna][slot] == now - age) {
                    sum[base + Profile.bin(age)] += CHANCE[Math.min(CROWD - 1, tags[antenna][slot])];
                }
            }
        }
    }

    /** Dwells in which a tag in the field of this side would have been heard, by side and bin, as of the last {@link #sum}. */
    float[] chances(int portal) {
        return sums[portal];
    }
}
