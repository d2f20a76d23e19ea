package io.tagline.edge.settings;

import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import java.util.List;

/** A portal and the antennas that watch it; at least one. */
public record PortalSettings(PortalId id, List<Antenna> antennas) {

    public PortalSettings {
        antennas = List.copyOf(antennas);
    }

    /**
     * One antenna of a portal.
     *
     * @param antenna number at the reader, from 1
     * @param side which side of the door it looks at
     */
    public record Antenna(ReaderId reader, int antenna, Side side) {}
}
