package io.tagline.hub.manifest;

import io.tagline.wire.Direction;
import java.time.Duration;
import java.time.Instant;

/**
 * A load as it is kept.
 *
 * @param revision another one after each change to it, its parcels or their tags
 */
record OpenLoad(
        String site, String portal, String load, Direction direction, Instant openedAt, Instant putAt, long revision) {
    /** A load that nobody puts again for so long was forgotten: its truck is gone. */
    static final Duration LIFE = Duration.ofDays(7);

    Instant closesAt() {
        return putAt.plus(LIFE);
    }

    /** True unless the two are for opposite ways: what leaves by one door may well come in by another. */
    boolean mayMeet(OpenLoad other) {
        return direction == Direction.UNKNOWN || other.direction == Direction.UNKNOWN || direction == other.direction;
    }
}
