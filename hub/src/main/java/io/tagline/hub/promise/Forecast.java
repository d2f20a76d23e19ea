package io.tagline.hub.promise;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What the times of a lane say of a parcel on it.
 *
 * @param soonest one parcel in ten is there before, at the earliest
 * @param likely half of the parcels are not there before, even if the times were lucky
 * @param safe nine in ten are there by then, even if the times were lucky
 * @param parcels how many it rests on
 */
record Forecast(LocalDate soonest, LocalDate likely, LocalDate safe, int parcels) {
    private static final double EARLY = 0.1;
    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.9;

    /**
     * Of a parcel that came to the lane's site at a time and is not delivered.
     *
     * @param least with fewer parcels nothing is said
     */
    static Optional<Forecast> of(
            LaneTimes times, Instant since, Instant now, WorkCalendar calendar, ZoneId zone, int least) {
        Duration elapsed = now.isAfter(since) ? calendar.workingTime(since, now, zone) : Duration.ZERO;
        return times.quantile(EARLY, elapsed, least).flatMap(early -> times.quantile(HALF, elapsed, least)
                .flatMap(half -> times.quantile(NEARLY_ALL, elapsed, least)
                        .map(late -> new Forecast(
                                calendar.dayAfter(since, early.low(), zone),
                                calendar.dayAfter(since, half.low(), zone),
                                calendar.dayAfter(since, late.high(), zone),
                                times.total()))));
    }
}
