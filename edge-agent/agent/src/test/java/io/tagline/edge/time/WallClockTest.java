package io.tagline.edge.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.wire.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WallClockTest {
    private static final long SECOND = 1_000_000_000L;

    private long tick = -5 * SECOND;
    private Instant wall = Instant.parse("1970-01-01T00:01:00Z");
    private ClockDiscipline.Reading reading = ClockDiscipline.Reading.FREE;
    private final AtomicInteger asked = new AtomicInteger();
    private final WallClock clock = new WallClock(() -> tick, () -> wall, () -> {
        asked.incrementAndGet();
        return reading;
    });

    @Test
    void tickBecomesTheWallTimeOfThatMoment() {
        elapse(Duration.ofSeconds(10));

        assertThat(clock.mapping().at(tick - 3 * SECOND)).isEqualTo(wall.minusSeconds(3));
    }

    @Test
    void scanWaitingForItsJournalGetsItsTrueTimeWhenTheClockIsSet() {
        long passed = tick;
        assertThat(clock.mapping().discipline().quality()).isEqualTo(ClockQuality.FREE);
        elapse(Duration.ofSeconds(30));
        wall = Instant.parse("2026-03-01T08:00:00Z");
        reading = new ClockDiscipline.Reading(ClockQuality.SYNCED, 12);

        WallMapping mapping = clock.mapping();

        assertThat(mapping.at(passed)).isEqualTo("2026-03-01T07:59:30Z");
        assertThat(mapping.discipline()).isEqualTo(reading);
    }

    @Test
    void kernelIsAskedAtMostOnceASecond() {
        for (int i = 0; i < 100; i++) {
            elapse(Duration.ofMillis(50));
            clock.mapping();
        }
        assertThat(asked.get()).isBetween(4, 6);
    }

    @Test
    void kernelOfThisMachineAnswers() {
        ClockDiscipline.Reading here = ClockDiscipline.ofKernel().read();

        assertThat(here.errorMs()).isNotNegative();
        if (here.quality() == ClockQuality.FREE) {
            assertThat(here.errorMs()).isZero();
        }
    }

    private void elapse(Duration duration) {
        tick += duration.toNanos();
        wall = wall.plus(duration);
    }
}
