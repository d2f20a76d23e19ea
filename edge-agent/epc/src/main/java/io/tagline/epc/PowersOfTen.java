package io.tagline.epc;

/** 10^0 to 10^18. */
final class PowersOfTen {
    private static final long[] POWERS = new long[19];

    static {
        long power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private PowersOfTen() {}

    static long of(int exponent) {
        return POWERS[exponent];
    }
}
