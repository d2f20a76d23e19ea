package io.tagline.hub.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the times of a lane are worth. */
class LaneTimesTest {
    private final long seed = Long.getLong("tagline.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private LaneTimes normal(int count, double meanHours, double spreadHours) {
        LaneTimes times = LaneTimes.NONE;
        for (int i = 0; i < count; i++) {
            double hours = Math.max(0.5, meanHours + spreadHours * random.nextGaussian());
            times = times.plus(Duration.ofMinutes(Math.round(hours * 60)));
        }
        return times;
    }

    @Test
    void quantileLiesBetweenItsBoundsAndMoreParcelsBringThemTogether() {
        LaneTimes few = normal(50, 48, 6);
        LaneTimes many = normal(1_900, 48, 6);
        LaneTimes.Bounds wide = few.quantile(0.9, Duration.ZERO, 50).orElseThrow();
        LaneTimes.Bounds narrow = many.quantile(0.9, Duration.ZERO, 50).orElseThrow();

        // the 90 % quantile of this distribution is 55.7 h; a bucket is 15 % wide
        assertThat(narrow.low()).as("seed %d", seed).isBetween(Duration.ofHours(44), Duration.ofHours(57));
        assertThat(narrow.high()).as("seed %d", seed).isBetween(Duration.ofHours(53), Duration.ofHours(68));
        assertThat(wide.high().minus(wide.low()))
                .as("seed %d", seed)
                .isGreaterThanOrEqualTo(narrow.high().minus(narrow.low()));
    }

    @Test
    void tooFewParcelsSayNothing() {
        assertThat(normal(49, 48, 6).quantile(0.5, Duration.ZERO, 50)).isEmpty();
        assertThat(normal(200, 48, 1).quantile(0.5, Duration.ofHours(90), 50))
                .as("seed %d: nobody took that long", seed)
                .isEmpty();
    }

    @Test
    void whatHasPassedCounts() {
        LaneTimes times = normal(1_900, 48, 12);
        assertThat(times.quantile(0.5, Duration.ofHours(50), 50).orElseThrow().low())
                .as("seed %d", seed)
                .isGreaterThanOrEqualTo(Duration.ofHours(50));
    }

    @Test
    void oldTimesFadeAndTheSizeStays() {
        LaneTimes times = normal(2_000, 24, 2);
        for (int i = 0; i < 4_000; i++) {
            times = times.plus(Duration.ofDays(4));
        }
        assertThat(times.total()).isLessThanOrEqualTo(2_001);
        assertThat(times.quantile(0.5, Duration.ZERO, 50).orElseThrow().low())
                .as("seed %d", seed)
                .isGreaterThan(Duration.ofHours(80));
        assertThat(LaneTimes.parse(times.toString())).isEqualTo(times);
        assertThat(LaneTimes.parse("what is this")).isEqualTo(LaneTimes.NONE);
    }

    @Test
    void daysOffAreNoTransitTime() {
        WorkCalendar calendar = WorkCalendar.parse("ca", List.of("weekend: saturday sunday", "11-26,Off"));
        ZoneId utc = ZoneId.of("UTC");
        // Friday noon to Monday noon is a day of work
        Instant friday = Instant.parse("2026-11-20T12:00:00Z");
        assertThat(calendar.workingTime(friday, friday.plus(Duration.ofDays(3)), utc))
                .isEqualTo(Duration.ofDays(1));
        assertThat(calendar.dayAfter(friday, Duration.ofHours(13), utc)).isEqualTo(LocalDate.of(2026, 11, 23));
        // Wednesday noon, then a holiday
        assertThat(calendar.dayAfter(Instant.parse("2026-11-25T12:00:00Z"), Duration.ofHours(30), utc))
                .isEqualTo(LocalDate.of(2026, 11, 27));
    }
}
