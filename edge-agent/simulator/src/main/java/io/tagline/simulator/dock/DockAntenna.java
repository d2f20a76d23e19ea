package io.tagline.simulator.dock;

/**
 * An antenna at a post of a door.
 *
 * @param reader id of the reader that it hangs at
 * @param number of it at that reader, from 1 on
 * @param facing where it looks, one metre long
 * @param powerDbm what the reader puts out for it; 30 dBm, a cable of 1.5 dB and 8.5 dBic are about the 2 W ERP of ETSI EN 302 208
 */
public record DockAntenna(String reader, int number, Place at, Place facing, double powerDbm) {
    /** Circularly polarised panel as portals use: gain over an isotropic radiator, half-power beam, what it leaks behind. */
    private static final double GAIN_DBIC = 8.5;

    private static final double HALF_POWER_BEAM = Math.toRadians(68);
    private static final double FRONT_TO_BACK_DB = 18;
    private static final double SHARPNESS = Math.log(0.5) / Math.log(Math.cos(HALF_POWER_BEAM / 2));

    /** Gain towards a point: a cosine to the power that gives the beam, and no less than what leaks behind. */
    double gainDbi(Place towards) {
        double inBeam = towards.minus(at).unit().dot(facing);
        double patternDb = inBeam <= 0 ? -FRONT_TO_BACK_DB : 10 * SHARPNESS * Math.log10(inBeam);
        return GAIN_DBIC + Math.max(patternDb, -FRONT_TO_BACK_DB);
    }
}
