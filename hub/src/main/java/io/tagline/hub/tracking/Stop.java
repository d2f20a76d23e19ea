package io.tagline.hub.tracking;

import java.time.Duration;
import java.util.Optional;

/**
 * A site on a route.
 *
 * @param within how long after it left the stop before a parcel is expected here at the latest; without it, it is never missing
 * @param stay how long it may be here at most; without it, it is never too long
 */
public record Stop(String site, Optional<Duration> within, Optional<Duration> stay) {
    /** One where nothing is timed. */
    public static Stop at(String site) {
        return new Stop(site, Optional.empty(), Optional.empty());
    }
}
