package io.tagline.simulator;

import java.util.List;

/**
 * A door with antennas overhead, 0.6 m before and behind its line, tilted away from it. Doors stand side by side in the
 * order in which a scenario names them.
 *
 * @param name as scripts call it
 * @param inside antennas that look into the depot
 * @param outside antennas that look out of it
 */
public record Door(String name, List<Integer> inside, List<Integer> outside) {
    public Door {
        inside = List.copyOf(inside);
        outside = List.copyOf(outside);
        if (inside.isEmpty() || outside.isEmpty()) {
            throw new IllegalArgumentException("door " + name + " has " + inside.size() + " antennas inside and "
                    + outside.size() + " outside; expected at least one each");
        }
    }

    /** A door with one antenna on each side. */
    public static Door of(String name, int insideAntenna, int outsideAntenna) {
        return new Door(name, List.of(insideAntenna), List.of(outsideAntenna));
    }
}
