package io.tagline.hub.care;

import io.tagline.hub.promise.WorkCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When those who answer are there: on working days of a calendar, between two times of day.
 *
 * @param opens before {@code closes}
 */
public record WorkHours(WorkCalendar calendar, LocalTime opens, LocalTime closes, ZoneId zone) {

    /** So that a calendar that is wrong ends somewhere. */
    private static final int MOST_DAYS = 1_000;

    /** @throws IllegalArgumentException if they close before they open */
    public WorkHours {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException(
                    "hours " + opens + " to " + closes + ": expected to open before closing");
        }
    }

    /** When so much working time is over. */
    Instant after(Instant from, Duration workingTime) {
        LocalDate day = from.atZone(zone).toLocalDate();
        Instant at = from;
        Duration left = workingTime;
        for (int i = 0; i < MOST_DAYS; i++) {
            if (calendar.isWorking(day)) {
                Instant opening = opening(day);
                Instant begin = at.isAfter(opening) ? at : opening;
                Duration today = Duration.between(begin, closing(day));
                if (left.compareTo(today) <= 0) {
                    return begin.plus(left);
                }
                left = today.isNegative() ? left : left.minus(today);
            }
            day = day.plusDays(1);
        }
        return opening(day);
    }

    /** How much working time lies between two moments. */
    Duration between(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        LocalDate last = to.atZone(zone).toLocalDate();
        LocalDate day = from.atZone(zone).toLocalDate();
        for (int i = 0; i < MOST_DAYS && !day.isAfter(last); i++) {
            if (calendar.isWorking(day)) {
                Instant begin = from.isAfter(opening(day)) ? from : opening(day);
                Instant end = to.isBefore(closing(day)) ? to : closing(day);
                sum = begin.isBefore(end) ? sum.plus(Duration.between(begin, end)) : sum;
            }
            day = day.plusDays(1);
        }
        return sum;
    }

    private Instant opening(LocalDate day) {
        return day.atTime(opens).atZone(zone).toInstant();
    }

    private Instant closing(LocalDate day) {
        return day.atTime(closes).atZone(zone).toInstant();
    }
}
