package io.tagline.hub.tracking;

import java.time.Instant;

/** Says what a scan means for the parcel that carried the tag. Immutable, safe for any thread. */
public final class Tracker {
    private final SiteMap sites;

    public Tracker(SiteMap sites) {
        this.sites = sites;
    }

    /** The event that this sighting makes of the parcel; the same sighting makes the same event. */
    public TrackingEvent interpret(Sighting sighting, ParcelId parcel, Instant recordedAt) {
        SitePortal portal = sites.portal(sighting.site(), sighting.scan().portal());
        EventKind kind =
                switch (sighting.scan().direction()) {
                    case IN -> portal.in();
                    case OUT -> portal.out();
                    case UNKNOWN -> EventKind.UNKNOWN;
                };
        return TrackingEvent.ofPassage(parcel, kind, sighting, recordedAt);
    }
}
