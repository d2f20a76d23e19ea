package io.tagline.simulator.dock;

import java.util.List;

/**
 * A hole in the wall that runs along y = 0.
 *
 * @param centre its middle along the wall, metres
 * @param width metres
 */
public record DockDoor(String name, double centre, double width, List<DockAntenna> antennas) {
    public DockDoor {
        antennas = List.copyOf(antennas);
        if (antennas.isEmpty() || width <= 0) {
            throw new IllegalArgumentException("door " + name + " is " + width + " m wide and has " + antennas.size()
                    + " antennas; expected more than 0 of both");
        }
    }

    boolean isOpenAt(double x) {
        return Math.abs(x - centre) < width / 2;
    }
}
