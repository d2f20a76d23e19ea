package io.tagline.hub.tracking;

import io.tagline.wire.ClockQuality;
import io.tagline.wire.Scan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a parcel passed, of what a gateway's clock says and when the hub learned it. A time after the hub learned of it can not be,
 * nor can one before there were agents; a clock that runs free is not believed beyond the time for which labels lie about, either.
 * Then the time of learning stands for it: the parcel passed by then, and with the network up, just then. Else a clock of 2036 would
 * have the last word on its parcels for ten years, and one of 1970 would miss them.
 */
final class PassageTime {
    /** Clocks of hub and gateway may differ by this much before one of them is called wrong. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** A free clock deserves less trust: what is ahead of the hub's is wrong. */
    private static final Duration AHEAD_IF_FREE = Duration.ofMinutes(1);

    /** No label waits longer for its order, so that a tag read earlier was on no parcel that is known. */
    static final Duration OLDEST_IF_FREE = Duration.ofDays(14);

    private PassageTime() {}

    /** To the millisecond. */
    static Instant of(Scan scan, Instant receivedAt) {
        return canBe(scan, receivedAt)
                ? scan.at().truncatedTo(ChronoUnit.MILLIS)
                : receivedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean canBe(Scan scan, Instant receivedAt) {
        Instant at = scan.at();
        if (at.isBefore(ClockQuality.EARLIEST)) {
            return false;
        }
        if (receivedAt.isBefore(ClockQuality.EARLIEST)) {
            // the hub's own clock is not set: it is in no place to judge, and 1970 is before any tag was on a parcel
            return true;
        }
        return scan.clock() == ClockQuality.SYNCED
                ? at.isBefore(receivedAt.plus(AHEAD))
                : at.isBefore(receivedAt.plus(AHEAD_IF_FREE)) && !at.isBefore(receivedAt.minus(OLDEST_IF_FREE));
    }
}
