package io.tagline.edge.watch;

import java.time.Duration;

/**
 * From when on quiet is a fault.
 *
 * @param noReadsAfter a connected reader that has read nothing for so long is named, whatever the others do
 * @param compare whether readers and antennas are measured by their neighbours
 * @param undecidedTags a portal to which more different tags came than this, and through which none passed, is named; 0: none is
 * @param undecidedFor and they did not all come at once, as a cart does that turns back
 * @param readerClockLimit a reader's clock that is further off is named
 * @param slot quiet is counted in these
 * @param learning before readers are compared, to know the depot's nights
 */
public record WatchSettings(
        Duration noReadsAfter,
        boolean compare,
        int undecidedTags,
        Duration undecidedFor,
        Duration readerClockLimit,
        Duration slot,
        Duration learning) {

    /** Longer than a week-end, for a depot of one door that nothing can be compared with. */
    public static WatchSettings defaults() {
        return of(Duration.ofDays(3), true, 40, Duration.ofSeconds(30));
    }

    /** What an operator can set. */
    public static WatchSettings of(Duration noReadsAfter, boolean compare, int undecidedTags, Duration clockLimit) {
        return new WatchSettings(
                noReadsAfter,
                compare,
                undecidedTags,
                Duration.ofMinutes(30),
                clockLimit,
                Duration.ofMinutes(1),
                Duration.ofDays(1));
    }
}
