package io.tagline.edge.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.WallMapping;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PlcClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** Elapsed time at noon, by the gateway's clock. */
    private static final long TICK = 5_000_000_000L;

    private final PlcClock clock = new PlcClock();

    @Test
    void aStampIsMappedThoughThePlcIsAnHourAhead() {
        answer(0, 20, Duration.ofHours(1).toMillis() + 10);
        assertThat(clock.tickOf(NOON.plus(Duration.ofHours(1)).plusMillis(500), at(620)))
                .isEqualTo(at(510));
    }

    @Test
    void theAnswerThatCameFastestCountsAndASlowNetworkMovesNothing() {
        answer(0, 4, 2);
        for (int i = 1; i < 10; i++) {
            answer(i * 1_000, i * 1_000 + 900, i * 1_000 + 2);
        }
        assertThat(clock.tickOf(NOON.plusMillis(9_500), at(10_000))).isEqualTo(at(9_502));
    }

    /** Many renew the time that they show once a second only, and stamp changes with a better one. */
    @Test
    void aPlcThatShowsWholeSecondsIsUnderstoodAfterAFewAnswers() {
        for (int i = 0; i < 16; i++) {
            int now = i * 1_070;
            answer(now, now + 4, now / 1_000 * 1_000L);
        }
        assertThat(Math.abs(clock.tickOf(NOON.plusMillis(17_000), at(18_000)) - at(17_000)))
                .isLessThan(Duration.ofMillis(80).toNanos());
    }

    @Test
    void aClockThatIsSetBackIsFollowedAtOnce() {
        answer(0, 4, 4);
        answer(1_000, 1_004, 1_004 - 60_000);
        assertThat(clock.tickOf(NOON.plusMillis(2_000 - 60_000), at(3_000))).isEqualTo(at(2_000));
    }

    @Test
    void nothingIsKnownToHaveChangedAfterItCame() {
        assertThat(clock.tickOf(NOON, at(7))).isEqualTo(at(7));
        answer(0, 4, 4);
        assertThat(clock.tickOf(NOON.plusSeconds(90), at(7))).isEqualTo(at(7));
    }

    @Test
    void howFarItIsAheadOfTheGatewayIsToldWithItsError() {
        assertThat(clock.offset(gateway())).isEmpty();
        answer(0, 20, 90_020);
        PlcClock.Offset offset = clock.offset(gateway()).orElseThrow();
        assertThat(offset.ahead()).isEqualTo(Duration.ofSeconds(90));
        assertThat(offset.error()).isEqualTo(Duration.ofMillis(20));
    }

    private static WallMapping gateway() {
        return new WallMapping(at(1_000), NOON.plusMillis(1_000), ClockDiscipline.Reading.FREE);
    }

    /** All in milliseconds after noon. */
    private void answer(int asked, int came, long said) {
        clock.answered(at(asked), at(came), NOON.plusMillis(said));
    }

    private static long at(int millis) {
        return TICK + Duration.ofMillis(millis).toNanos();
    }
}
