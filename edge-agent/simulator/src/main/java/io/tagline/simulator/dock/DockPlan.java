package io.tagline.simulator.dock;

import java.util.ArrayList;
import java.util.List;

/**
 * Doors side by side with a post left and right of each, and on each post an antenna that looks in and one that looks out.
 *
 * @param width of a door, metres
 * @param pitch from the middle of a door to that of the next, metres
 * @param offset of the antennas from the door's line, metres
 * @param height of the antennas, metres
 * @param toe how far they are turned away from the line, as a slope
 * @param powerDbm what each reader puts out; a loud one 31
 */
public record DockPlan(double width, double pitch, double offset, double height, double toe, double powerDbm) {
    /** Antennas of one door; at its reader they are numbered from 1: inside, outside, inside, outside. */
    public static final int ANTENNAS_PER_DOOR = 4;

    /** Loading doors for trailers of 2.55 m (EU directive 96/53), as close as they are built, at usual power. */
    public static DockPlan usual() {
        return new DockPlan(2.8, 3.9, 0.55, 1.7, 0.45, 28.5);
    }

    /** The same with another power, e.g. 31 for readers that are too loud. */
    public DockPlan withPower(double dbm) {
        return new DockPlan(width, pitch, offset, height, toe, dbm);
    }

    /** A row of doors, each with a reader of its own. */
    public List<DockDoor> doors(List<Site> sites) {
        List<DockDoor> doors = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            doors.add(door(sites.get(i), i * pitch));
        }
        return doors;
    }

    /**
     * A door by name.
     *
     * @param firstAntenna number of its first antenna at the reader; the other three follow
     */
    public record Site(String door, String reader, int firstAntenna) {}

    private DockDoor door(Site site, double centre) {
        List<DockAntenna> antennas = new ArrayList<>();
        for (int i = 0; i < ANTENNAS_PER_DOOR; i++) {
            int post = i < 2 ? -1 : 1;
            int side = i % 2 == 0 ? -1 : 1;
            antennas.add(new DockAntenna(
                    site.reader(),
                    site.firstAntenna() + i,
                    new Place(centre + post * width / 2, side * offset, height),
                    new Place(-post, side * toe, -0.15).unit(),
                    powerDbm));
        }
        return new DockDoor(site.door(), centre, width, antennas);
    }
}
