package io.tagline.simulator.dock;

import java.util.SplittableRandom;

/**
 * What walls, trailers and racks add to the direct wave: plane waves from many directions (Clarke 1968, Jakes 1974), so that strength
 * goes up and down over a wavelength and a tag that moves is read in bursts. Fixed for one antenna. Immutable.
 */
final class Ripple {
    private static final int WAVES = 7;

    private final double[] kx = new double[WAVES];
    private final double[] ky = new double[WAVES];
    private final double[] kz = new double[WAVES];
    private final double[] phase = new double[WAVES];
    private final double amplitude;

    /** @param share of the power of the direct wave that all of them have together: 1/K of Rice's distribution */
    Ripple(SplittableRandom random, double wavelength, double share) {
        double k = 2 * Math.PI / wavelength;
        for (int i = 0; i < WAVES; i++) {
            double azimuth = 2 * Math.PI * random.nextDouble();
            double rise = random.nextDouble() - 0.5;
            kx[i] = k * Math.cos(azimuth) * Math.cos(rise);
            ky[i] = k * Math.sin(azimuth) * Math.cos(rise);
            kz[i] = k * Math.sin(rise);
            phase[i] = 2 * Math.PI * random.nextDouble();
        }
        amplitude = Math.sqrt(share / WAVES);
    }

    /** Real part at a point; the direct wave is 1. */
    double re(Place at) {
        double sum = 0;
        for (int i = 0; i < WAVES; i++) {
            sum += Math.cos(kx[i] * at.x() + ky[i] * at.y() + kz[i] * at.z() + phase[i]);
        }
        return amplitude * sum;
    }

    /** Imaginary part at a point. */
    double im(Place at) {
        double sum = 0;
        for (int i = 0; i < WAVES; i++) {
            sum += Math.sin(kx[i] * at.x() + ky[i] * at.y() + kz[i] * at.z() + phase[i]);
        }
        return amplitude * sum;
    }
}
