package io.tagline.hub.manifest;

import io.tagline.wire.Direction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An open load with how far it is.
 *
 * @param openedAt when a load of this id was first put at this portal; what passed since counts
 * @param closesAt when it is closed unless it is put again, the same or another
 * @param agents those whose health names the portal, and which are told
 * @param parcels in the order of the body, expected ones first
 */
public record LoadView(
        String site,
        String portal,
        String load,
        Direction direction,
        Instant openedAt,
        Instant closesAt,
        List<String> agents,
        List<Parcel> parcels) {
    /** A name for what was put, in 16 hexadecimal digits: the same load has the same, whatever has passed meanwhile. */
    public String tag() {
        StringBuilder put = new StringBuilder(load).append('\n').append(direction);
        parcels.forEach(parcel -> put.append('\n')
                .append(parcel.trackingNumber())
                .append(' ')
                .append(parcel.refused().orElse("")));
        byte[] bytes = put.toString().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().toHexDigits(UUID.nameUUIDFromBytes(bytes).getMostSignificantBits());
    }

    public LoadView {
        agents = List.copyOf(agents);
        parcels = List.copyOf(parcels);
    }

    /**
     * A parcel of the load.
     *
     * @param refused why it must not pass; empty for a parcel that is expected
     * @param tagged false while no tag is bound to it: no door can know it, and no manifest has it
     * @param passed whether its newest scan here since the load was opened was not against the load's way
     */
    public record Parcel(String trackingNumber, Optional<String> refused, boolean tagged, boolean passed) {
        /** True if it belongs to the load. */
        public boolean expected() {
            return refused.isEmpty();
        }
    }
}
