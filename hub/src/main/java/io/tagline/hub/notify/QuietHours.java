package io.tagline.hub.notify;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When somebody is not to be disturbed, by the clock on their wall; may go over midnight. None where both times are the same.
 *
 * @param from first minute of quiet
 * @param to first minute after it
 */
public record QuietHours(LocalTime from, LocalTime to) {

    /** No quiet at all. */
    public static final QuietHours NONE = new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /** This time, or the end of the quiet that it is in. A wall clock that is set on or back is followed. */
    Instant next(Instant wanted, ZoneId zone) {
        ZonedDateTime at = wanted.atZone(zone);
        LocalTime time = at.toLocalTime();
        boolean overMidnight = to.isBefore(from);
        boolean afterFrom = !time.isBefore(from);
        boolean beforeTo = time.isBefore(to);
        boolean quiet = overMidnight ? afterFrom || beforeTo : afterFrom && beforeTo;
        if (!quiet) {
            return wanted;
        }
        ZonedDateTime end = at.toLocalDate()
                .plusDays(overMidnight && afterFrom ? 1 : 0)
                .atTime(to)
                .atZone(zone);
        return end.toInstant();
    }
}
