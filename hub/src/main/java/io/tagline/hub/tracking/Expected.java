package io.tagline.hub.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is expected of a parcel.
 *
 * @param route the sites that it should pass, where known
 * @param promisedBy the end of the last day that was promised first, where one was
 * @param falseDeparture what went out and is seen inside its site within this time did not leave
 */
public record Expected(Optional<Route> route, Optional<Instant> promisedBy, Duration falseDeparture) {
    /** Unless settings say otherwise. */
    public static final Duration FALSE_DEPARTURE = Duration.ofMinutes(10);

    /** Of a parcel of which nothing is known. */
    public static Expected nothing() {
        return new Expected(Optional.empty(), Optional.empty(), FALSE_DEPARTURE);
    }
}
