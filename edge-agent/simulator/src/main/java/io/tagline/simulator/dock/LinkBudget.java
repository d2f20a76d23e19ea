package io.tagline.simulator.dock;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * What arrives at a tag, and what comes back: Friis' equation both ways as Nikitin and Rao (2008) and Griffin and Durgin (2009) write the
 * budget of a backscatter link, with the image in the floor, {@link Ripple}, the tag's dipole and {@link Obstacles}. The way back is
 * the way there, so its losses count twice. Immutable; a tag's place comes with each question.
 */
final class LinkBudget {
    /** Middle of the lower band of ETSI EN 302 208. */
    static final double WAVELENGTH_M = 299_792_458 / 866.5e6;

    private static final double CABLE_DB = 1.5;

    /** Linear tag in a circular field. */
    private static final double POLARISATION_DB = 3;

    /** Half-wave dipole, and the least that a badly turned one keeps, for reflections turn polarisation. */
    private static final double DIPOLE_DBI = 1;

    private static final double BLIND_DIPOLE_DB = -11;

    /** Part of a wave that concrete throws back at these angles. */
    private static final double FLOOR = -0.45;

    /** Difference between the two states of the chip, and its misfit: Griffin and Durgin give 5 to 7 dB. */
    private static final double MODULATION_DB = 6;

    private static final double RIPPLE_SHARE = 0.4;
    private static final double LEAST_DISTANCE_M = 0.25;

    private final Obstacles obstacles;
    private final Map<DockAntenna, Ripple> ripples = new HashMap<>();

    /**
     * Two powers of one tag at one antenna.
     *
     * @param atTagDbm what its chip gets
     * @param rssiDbm what the reader gets of its answer
     */
    record Levels(double atTagDbm, double rssiDbm) {}

    LinkBudget(List<DockDoor> doors, long seed) {
        obstacles = new Obstacles(doors);
        for (DockDoor door : doors) {
            for (DockAntenna antenna : door.antennas()) {
                SplittableRandom random =
                        new SplittableRandom(seed * 31 + antenna.reader().hashCode() * 17L + antenna.number());
                ripples.put(antenna, new Ripple(random, WAVELENGTH_M, RIPPLE_SHARE));
            }
        }
    }

    Levels of(DockAntenna antenna, Trip trip, Item item, Place middle) {
        Place tag = middle.plus(item.offset());
        double oneWayDb = channelDb(antenna, tag)
                + dipoleDb(antenna.at(), tag, item.dipole())
                - POLARISATION_DB
                - item.lossDb()
                - obstacles.lossDb(antenna.at(), tag, trip, middle);
        double atTag = antenna.powerDbm() - CABLE_DB + oneWayDb;
        return new Levels(atTag, antenna.powerDbm() - 2 * CABLE_DB + 2 * oneWayDb - MODULATION_DB);
    }

    /** Antenna gain and path, with the floor and the ripple; of field strengths, for waves add as such. */
    private double channelDb(DockAntenna antenna, Place tag) {
        double k = 2 * Math.PI / WAVELENGTH_M;
        double direct = Math.max(LEAST_DISTANCE_M, tag.minus(antenna.at()).length());
        double bounced =
                Math.max(LEAST_DISTANCE_M, tag.mirrored().minus(antenna.at()).length());
        double toTag = Math.pow(10, antenna.gainDbi(tag) / 20) / direct;
        double toFloor = FLOOR * Math.pow(10, antenna.gainDbi(tag.mirrored()) / 20) / bounced;
        double lag = k * (bounced - direct);
        Ripple ripple = Objects.requireNonNull(ripples.get(antenna), "antenna of another dock");
        // the scattered field knows no beam: it is as strong as the direct wave in the beam's middle would be 4 dB down
        double scattered = Math.max(toTag, Math.pow(10, 2.5 / 20) / direct);
        double re = toTag + toFloor * Math.cos(lag) + scattered * ripple.re(tag);
        double im = -toFloor * Math.sin(lag) + scattered * ripple.im(tag);
        double field = Math.max(1e-6, Math.hypot(re, im));
        return 20 * Math.log10(field * WAVELENGTH_M / (4 * Math.PI));
    }

    private static double dipoleDb(Place antenna, Place tag, Place dipole) {
        double along = antenna.minus(tag).unit().dot(dipole);
        double broadside = 1 - along * along;
        return DIPOLE_DBI + Math.max(BLIND_DIPOLE_DB, 10 * Math.log10(Math.max(1e-6, broadside)));
    }
}
