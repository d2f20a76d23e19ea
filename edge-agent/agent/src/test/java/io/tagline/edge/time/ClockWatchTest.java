package io.tagline.edge.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.wire.ClockQuality;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private static final ClockDiscipline.Reading SYNCED = new ClockDiscipline.Reading(ClockQuality.SYNCED, 12);

    private Duration elapsed = Duration.ZERO;
    private Instant booted = Instant.parse("2026-03-01T08:00:00Z");
    private ClockDiscipline.Reading reading = ClockDiscipline.Reading.FREE;

    @Test
    void clockWithoutASourceIsToldAfterFiveMinutesWithItsDuration() {
        var watch = watch();
        assertThat(watch.trouble()).isEmpty();
        elapsed = Duration.ofMinutes(4);
        assertThat(watch.trouble()).isEmpty();

        elapsed = Duration.ofMinutes(125);

        assertThat(watch.trouble())
                .hasValue(
                        "the gateway's clock has followed no time source for 125 min; how far it is off is not known");
    }

    @Test
    void clockThatShows1970IsToldAtOnce() {
        booted = Instant.EPOCH;
        var watch = watch();
        watch.trouble();
        elapsed = Duration.ofMinutes(2);

        assertThat(watch.trouble())
                .hasValue(
                        "the gateway's clock shows 1970-01-01T00:02:00Z, which can not be; it has followed no time source"
                                + " for 2 min");
    }

    @Test
    void timeSourceThatComesBackEndsIt() {
        var watch = watch();
        watch.trouble();
        elapsed = Duration.ofMinutes(10);
        assertThat(watch.trouble()).isPresent();

        reading = SYNCED;
        elapsed = Duration.ofMinutes(11);
        assertThat(watch.trouble()).isEmpty();

        reading = ClockDiscipline.Reading.FREE;
        elapsed = Duration.ofMinutes(12);
        assertThat(watch.trouble()).as("free anew").isEmpty();
    }

    private ClockWatch watch() {
        return new ClockWatch(new WallClock(() -> elapsed.toNanos(), () -> booted.plus(elapsed), () -> reading));
    }
}
