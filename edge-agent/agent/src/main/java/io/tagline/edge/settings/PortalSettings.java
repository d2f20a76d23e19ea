package io.tagline.edge.settings;

import io.tagline.edge.eye.EyeSettings;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A portal and the antennas that watch it; at least one.
 *
 * @param eyes its photo-eyes; none, one, or two in different positions
 * @param readOnEye where it is read only while an eye is broken: how long to go on when it is free again
 */
public record PortalSettings(
        PortalId id, List<Antenna> antennas, List<EyeSettings> eyes, Optional<Duration> readOnEye) {

    public PortalSettings {
        antennas = List.copyOf(antennas);
        eyes = List.copyOf(eyes);
    }

    /**
     * One antenna of a portal.
     *
     * @param antenna number at the reader, from 1
     * @param side which side of the door it looks at
     */
    public record Antenna(ReaderId reader, int antenna, Side side) {}
}
