package io.tagline.hub.fleet;

import io.tagline.hub.tracking.EventKind;
import io.tagline.wire.Direction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What passes one portal.
 *
 * @param site id of the site
 * @param portal id of the portal
 * @param since start of the day that the counts are for
 * @param recent the newest scans, newest first, at most 20
 */
public record PortalBoardView(
        String site,
        String siteName,
        String portal,
        String portalName,
        Instant since,
        long in,
        long out,
        long unknown,
        List<PortalScan> recent) {
    public PortalBoardView {
        recent = List.copyOf(recent);
    }

    /**
     * One scan.
     *
     * @param trackingNumber of the parcel that carried the tag, empty if nobody has bound it
     * @param kind what it meant for the parcel
     */
    public record PortalScan(
            Instant at,
            String epc,
            Direction direction,
            double confidence,
            Optional<String> trackingNumber,
            Optional<EventKind> kind) {}
}
