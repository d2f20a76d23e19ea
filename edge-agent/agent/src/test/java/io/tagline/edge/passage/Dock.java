package io.tagline.edge.passage;

import io.tagline.edge.portal.Side;
import io.tagline.epc.Epc;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A small dock with two doors, 4 m apart, two antennas inside and two outside each. Path loss and fading are crude next to
 * the portal bench; they protect what detection does where the bench can't run.
 */
final class Dock {
    private static final int DOORS = 2;
    private static final int ANTENNAS = 4;
    private static final double DOORS_APART_M = 4;
    private static final int LASTS_MS = 20_000;
    private static final int DWELL_MS = 100;

    /** Metres along the wall from the first door, and metres outside of the doors' line. */
    record Place(double x, double y) {}

    /** Where a tag is, by milliseconds since its way began; it lasts 20 s. */
    interface Way {
        Place at(double ms);
    }

    private final Random random;
    private final Door doors = Door.doors(DOORS, Side.INSIDE, Side.OUTSIDE, Side.INSIDE, Side.OUTSIDE);
    private int tags;
    private double loudDb;
    private final Set<Epc> heard = new HashSet<>();

    Dock(Random random) {
        this.random = random;
    }

    /** All readers send so much louder, or more softly, from now on. */
    Dock louder(double db) {
        loudDb = db;
        return this;
    }

    /** The place in the middle of a door, so far outside. */
    static Place at(int door, double metresOutside) {
        return new Place(DOORS_APART_M * (door - 1), metresOutside);
    }

    /** A tag on its way, heard by all antennas that are near. */
    Epc walk(double startMs, Way way) {
        return walk(startMs, way, antenna -> true);
    }

    /** A tag on its way, heard by those antennas only, counted from 1: odd ones are inside, four to a door. */
    Epc walk(double startMs, Way way, IntPredicate hears) {
        return walk(startMs, way, hears, -4 + 4 * random.nextGaussian());
    }

    /** The same with a tag of this gain, -4 being the usual. */
    Epc walk(double startMs, Way way, IntPredicate hears, double tagDb) {
        Epc epc = Epc.parse(String.format("30340065%016X", tags++));
        double[] fadingDb = random.doubles(DOORS * ANTENNAS, -5, 5).toArray();
        for (int ms = random.nextInt(DWELL_MS); ms < LASTS_MS; ms += DWELL_MS) {
            for (int door = 1; door <= DOORS; door++) {
                int antenna = ANTENNAS * (door - 1) + random.nextInt(ANTENNAS);
                double dbm = -42 + loudDb + tagDb + fadingDb[antenna] - lossDb(way.at(ms), door, antenna % 2 == 0);
                if (dbm > -70 && hears.test(antenna + 1)) {
                    doors.read(epc, antenna + 1, startMs + ms, dbm + random.nextGaussian());
                    heard.add(epc);
                }
            }
        }
        return epc;
    }

    private static double lossDb(Place place, int door, boolean inside) {
        double antennaY = inside ? -0.6 : 0.6;
        double across = 1.5 + 0.9 * Math.abs(place.x - at(door, 0).x);
        boolean wrongSide = Math.signum(place.y) * Math.signum(antennaY) < 0;
        double shadowDb = wrongSide ? Math.min(18, 14 * Math.abs(place.y)) : 0;
        return 40 * Math.log10(Math.hypot(across, place.y - antennaY)) + shadowDb;
    }

    /** Whether any antenna has read the tag. */
    boolean heard(Epc epc) {
        return heard.contains(epc);
    }

    List<Passage> passages() {
        return doors.passages();
    }
}
