package io.tagline.edge.passage;

/** When a tag was loudest at one side: the mean time of its reads, weighted by their power. Confined to the detector's thread. */
final class Centre {
    /** Power of -128 to 0 dBm, as a share of that of 0 dBm. */
    private static final double[] POWER = power();

    private int reads;
    private long originTick;
    private float loudestDbm;
    private double power;
    private double powerTimesNanos;

    private static double[] power() {
        double[] power = new double[129];
        for (int dbm = 0; dbm < power.length; dbm++) {
            power[dbm] = Math.pow(10, -dbm / 10.0);
        }
        return power;
    }

    void add(float rssiDbm, long tick) {
        if (reads == 0) {
            originTick = tick;
            loudestDbm = rssiDbm;
        }
        loudestDbm = Math.max(loudestDbm, rssiDbm);
        double weight = POWER[Math.max(0, Math.min(128, Math.round(-rssiDbm)))];
        power += weight;
        powerTimesNanos += weight * (tick - originTick);
        reads++;
    }

    float loudestDbm() {
        return loudestDbm;
    }

    int reads() {
        return reads;
    }

    /** Of no use before the first read. */
    long tick() {
        return originTick + Math.round(powerTimesNanos / power);
    }

    void clear() {
        reads = 0;
        power = 0;
        powerTimesNanos = 0;
    }
}
