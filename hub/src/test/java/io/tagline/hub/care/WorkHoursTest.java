package io.tagline.hub.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.promise.WorkCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkHoursTest {
    /** Monday 2026-11-23 is worked, Tuesday is a holiday. */
    private static final WorkHours HOURS = new WorkHours(
            WorkCalendar.parse("ca", List.of("weekend: saturday sunday", "2026-11-24,Test day")),
            LocalTime.of(8, 0),
            LocalTime.of(18, 0),
            ZoneId.of("America/Toronto"));

    private static Instant at(String local) {
        return Instant.parse(local + ":00-05:00");
    }

    @Test
    void workingTimeStandsStillByNightOnWeekendsAndOnHolidays() {
        assertThat(HOURS.after(at("2026-11-23T09:00"), Duration.ofHours(4))).isEqualTo(at("2026-11-23T13:00"));
        assertThat(HOURS.after(at("2026-11-23T17:00"), Duration.ofHours(4))).isEqualTo(at("2026-11-25T11:00"));
        assertThat(HOURS.after(at("2026-11-20T22:00"), Duration.ofHours(1))).isEqualTo(at("2026-11-23T09:00"));
        assertThat(HOURS.after(at("2026-11-23T06:00"), Duration.ZERO)).isEqualTo(at("2026-11-23T08:00"));
    }

    /** What {@code after} adds, {@code between} counts; over a change of the clocks too. */
    @Test
    void betweenIsTheOtherWayRoundOfAfter() {
        Instant from = at("2026-10-30T15:30");
        for (int minutes = 1; minutes < 6_000; minutes += 271) {
            Duration time = Duration.ofMinutes(minutes);
            assertThat(HOURS.between(from, HOURS.after(from, time))).isEqualTo(time);
        }
    }
}
