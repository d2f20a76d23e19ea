package io.tagline.hub.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private Instant wall = Instant.parse("2026-11-23T08:00:00Z");
    private long nanos = 17;
    private final SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

    private Duration lasts(Duration passed) {
        Instant before = clock.instant();
        nanos += passed.toNanos();
        wall = wall.plus(passed);
        return Duration.between(before, clock.instant());
    }

    @Test
    void whileNobodySetsTheClockItIsTheClock() {
        nanos += TimeUnit.MINUTES.toNanos(3);
        wall = wall.plus(Duration.ofMinutes(3));
        assertThat(clock.instant()).isEqualTo(wall);
    }

    @Test
    void aMinuteLastsAMinuteThoughTheClockIsSetOn() {
        wall = wall.plus(Duration.ofMinutes(20));
        assertThat(lasts(Duration.ofMinutes(1))).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(63));
    }

    @Test
    void aMinuteLastsAMinuteThoughTheClockIsSetBack() {
        wall = wall.minus(Duration.ofHours(1));
        assertThat(lasts(Duration.ofMinutes(1))).isBetween(Duration.ofSeconds(57), Duration.ofMinutes(1));
    }

    @Test
    void afterLongItIsTheClockAgain() {
        wall = wall.plus(Duration.ofMinutes(20));
        for (int i = 0; i < 500; i++) {
            lasts(Duration.ofMinutes(1));
        }
        assertThat(clock.instant()).isEqualTo(wall);
    }
}
