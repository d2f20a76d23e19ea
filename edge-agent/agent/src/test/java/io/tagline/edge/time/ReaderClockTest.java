package io.tagline.edge.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.wire.ClockQuality;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReaderClockTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    /** The reader believes that the agent's tick 0 was this, microseconds: some time in 1970, as after a boot. */
    private static final long READER_AT_ZERO = 77_000_000L;

    /** 2026-11-22T08:00:00Z. */
    private static final long UTC_AT_ZERO = 1_795_334_400_000_000L;

    private final ReaderClock clock = new ReaderClock();

    @Test
    void readIsDatedByTheReaderAndNotByTheNetwork() {
        seedAt(0);

        long tick = clock.observe(stamp(10 * SECOND), 10 * SECOND + 350 * MILLI);

        // 1 ms of delay in the seed, and 200 ppm over 10.35 s
        assertThat(tick).isBetween(10 * SECOND, 10 * SECOND + 4 * MILLI);
    }

    @Test
    void offsetFollowsTheFastestReportUnderJitter() {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        var random = new Random(seed);
        clock.observe(stamp(0), 400 * MILLI);
        long worst = 0;
        for (long i = 1; i < 5_000; i++) {
            long seen = i * 20 * MILLI;
            long tick = clock.observe(stamp(seen), seen + MILLI + random.nextLong(200 * MILLI));
            if (i > 500) {
                worst = Math.max(worst, Math.abs(tick - seen));
            }
        }
        assertThat(worst).as("worst error in ns, -Dtagline.seed=%d", seed).isLessThan(25 * MILLI);
    }

    @Test
    void driftOfAQuartzIsFollowedBothWays() {
        for (int ppm : new int[] {-100, 100}) {
            var drifting = new ReaderClock();
            long tick = 0;
            long seen = 0;
            for (int i = 0; i < 24 * 3_600; i++) {
                seen = i * SECOND;
                long stamp = stamp(seen + seen / 1_000_000 * ppm);
                tick = drifting.observe(stamp, seen + 2 * MILLI);
            }
            assertThat(Math.abs(tick - seen)).as("%d ppm over a day", ppm).isLessThan(5 * MILLI);
        }
    }

    @Test
    void backlogHeldForTenMinutesKeepsTheTimesAtWhichTagsWereSeen() {
        seedAt(0);
        long released = 600 * SECOND;
        for (long i = 1; i <= 6_000; i++) {
            long seen = 100L * i * MILLI;
            long received = released + i * MILLI;
            assertThat(clock.observe(stamp(seen), received)).isBetween(seen, seen + 130 * MILLI);
        }
        long fresh = 607 * SECOND;
        assertThat(clock.observe(stamp(fresh), fresh + MILLI)).isBetween(fresh, fresh + 2 * MILLI);
        assertThat(clock.steps()).isZero();
    }

    @Test
    void backlogOlderThanTheGreetingKeepsItsTimes() {
        seedAt(900 * SECOND);

        long tick = clock.observe(stamp(300 * SECOND), 901 * SECOND);

        assertThat(tick).isBetween(300 * SECOND, 300 * SECOND + 2 * MILLI);
    }

    @Test
    void oneCorruptStampFromTheFutureSpoilsNothing() {
        seedAt(0);
        long received = 5 * SECOND;

        assertThat(clock.observe(stamp(3_600 * SECOND), received)).isEqualTo(received);
        assertThat(clock.observe(Long.MAX_VALUE, received)).isEqualTo(received);
        assertThat(clock.observe(-1, received)).isEqualTo(received);
        assertThat(clock.observe(stamp(6 * SECOND), 6 * SECOND + MILLI)).isBetween(6 * SECOND, 6 * SECOND + 2 * MILLI);
    }

    /** An emulator that plays recorded reports greets with the time of today. */
    @Test
    void readsRecordedYearsAgoAreDatedByTheirArrivalUntilTheirClockIsKnown() {
        clock.observe(1_795_334_400_000_000L, 0);
        for (int i = 1; i <= 50; i++) {
            long received = 100L * i * MILLI;
            long tick = clock.observe(1_339_000_000_000_000L + i * 100_000L, received);
            assertThat(tick).as("read %d", i).isBetween(received - 10 * MILLI, received);
        }
    }

    @Test
    void aClockThatStandsStillIsNone() {
        clock.observe(1_795_334_400_000_000L, 0);
        for (int i = 1; i <= 600; i++) {
            long received = 100L * i * MILLI;
            long tick = clock.observe(1_795_334_400_000_000L, received);
            assertThat(tick).as("read %d", i).isBetween(received - 1_100 * MILLI, received);
        }
    }

    @Test
    void stepForwardIsFollowedWhenThreeReadsAgree() {
        seedAt(0);
        long step = 50L * 365 * 86_400 * SECOND;
        for (int i = 1; i <= 10; i++) {
            long seen = i * SECOND;
            assertThat(clock.observe(stamp(seen + step), seen + MILLI)).isBetween(seen, seen + 2 * MILLI);
        }
        assertThat(clock.steps()).isEqualTo(1);
    }

    @Test
    void stepBackIsFollowedWithinHalfAMinute() {
        seedAt(0);
        long tick = 0;
        long seen = 0;
        for (int i = 1; i <= 30; i++) {
            seen = i * SECOND;
            tick = clock.observe(stamp(seen - 3_600 * SECOND) + 3_600_000_000L * 2, seen + MILLI);
        }
        for (int i = 31; i <= 61; i++) {
            seen = i * SECOND;
            tick = clock.observe(stamp(seen - 3_600 * SECOND) + 3_600_000_000L, seen + MILLI);
        }
        assertThat(tick).isBetween(seen, seen + 5 * MILLI);
        assertThat(clock.steps()).isEqualTo(2);
    }

    /** A backlog never looks like this: a connection carries reports in the order of their times. */
    @Test
    void reportsOfAClockThatIsSteppedBackAreNeverDatedByTheStep() {
        for (long stepBack : new long[] {2, 10, 3_600, 86_400, 50L * 365 * 86_400}) {
            var stepped = new ReaderClock();
            stepped.observe(UTC_AT_ZERO, MILLI);
            for (int i = 1; i <= 100; i++) {
                long seen = 100L * i * MILLI;
                long shown = i <= 50 ? seen : seen - stepBack * SECOND;
                assertThat(stepped.observeReport(UTC_AT_ZERO + shown / 1_000, seen + 2 * MILLI))
                        .as("step of %d s back, report %d", stepBack, i)
                        .isBetween(seen, seen + 4 * MILLI);
            }
            assertThat(stepped.steps()).isEqualTo(1);
        }
    }

    @Test
    void backlogAfterTheGreetingIsNoStepHoweverManyReportsItHas() {
        seedAt(900 * SECOND);
        for (int i = 1; i <= 600; i++) {
            long seen = i * SECOND;
            long tick = clock.observeReport(stamp(seen), 901 * SECOND + 10L * i * MILLI);
            assertThat(tick).as("report %d", i).isBetween(seen, seen + 4 * MILLI);
        }
        long live = 910 * SECOND;
        assertThat(clock.observeReport(stamp(live), live + MILLI)).isBetween(live, live + 4 * MILLI);
        assertThat(clock.steps()).isZero();
    }

    @Test
    void reportsOutOfOrderAreDatedByTheirArrivalAndTeachNothing() {
        seedAt(0);
        for (int i = 1; i <= 400; i++) {
            long now = 100L * i * MILLI;
            // one in ten is of ten seconds ago
            long seen = i > 150 && i % 10 == 0 ? now - 10 * SECOND : now;
            long tick = clock.observeReport(stamp(seen), now + MILLI);
            assertThat(tick).as("report %d", i).isBetween(now, now + 4 * MILLI);
        }
        assertThat(clock.steps()).isZero();
    }

    @Test
    void readerAheadOfTheGatewayIsReportedWithHalfTheTimeThatItsGreetingTook() {
        assertThat(clock.offset()).isEmpty();

        clock.observeAnswer((GATEWAY.toEpochMilli() + 1_500 + 15) * 1_000, 0, 20 * MILLI);

        ClockOffset offset = clock.offset().orElseThrow();
        assertThat(offset.aheadMs(gatewayAt(20 * MILLI))).isEqualTo(1_505);
        // half of 20 ms, rounded up for the drift, and the gateway's own 3
        assertThat(offset.errorMs(gatewayAt(20 * MILLI))).isEqualTo(14);
    }

    /** A reader that calls us may have stamped its greeting before: reports tell, of which the fastest takes less than a second. */
    @Test
    void withoutAnAnswerTheErrorIsHalfASecond() {
        clock.observe(GATEWAY.toEpochMilli() * 1_000, 20 * MILLI);
        assertThat(clock.offset().orElseThrow().errorMs(gatewayAt(20 * MILLI))).isBetween(500, 510);
    }

    @Test
    void theTrueOffsetIsWithinTheErrorWhateverDelaysAndDriftAre() {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var each = new ReaderClock();
            long aheadMs = random.nextLong(-100_000, 100_000);
            double ppm = random.nextDouble(-100, 100);
            long stamped = random.nextLong(1, 300 * MILLI);
            long received = stamped + random.nextLong(1, 300 * MILLI);
            each.observeAnswer(micros(stamped, aheadMs, ppm), 0, received);
            long now = received;
            for (int report = 0; report < 100; report++) {
                long seen = now + random.nextLong(1, 120 * SECOND);
                now = seen + random.nextLong(1, 900 * MILLI);
                each.observeReport(micros(seen, aheadMs, ppm), now);
                long trueAheadMs = aheadMs + Math.round(now / 1e6 * ppm / 1e6);
                ClockOffset offset = each.offset().orElseThrow();
                assertThat(Math.abs(offset.aheadMs(gatewayAt(now)) - trueAheadMs))
                        .as("round %d, report %d, -Dtagline.seed=%d", round, report, seed)
                        .isLessThanOrEqualTo(offset.errorMs(gatewayAt(now)));
            }
        }
    }

    /** After a step nothing of the greeting's bound is left. */
    @Test
    void aStepOfTheReadersClockIsMeasuredAnew() {
        clock.observeAnswer(GATEWAY.toEpochMilli() * 1_000, 0, MILLI);
        for (long i = 1; i <= 5; i++) {
            clock.observe((GATEWAY.toEpochMilli() + 90_000 + i * 100) * 1_000, i * 100 * MILLI);
        }
        ClockOffset offset = clock.offset().orElseThrow();
        assertThat(offset.aheadMs(gatewayAt(500 * MILLI))).isBetween(90_000L, 90_510L);
        assertThat(offset.errorMs(gatewayAt(500 * MILLI))).isBetween(500, 510);
    }

    private static final Instant GATEWAY = Instant.parse("2026-03-01T08:00:00Z");

    private static WallMapping gatewayAt(long tick) {
        return new WallMapping(tick, GATEWAY.plusNanos(tick), new ClockDiscipline.Reading(ClockQuality.SYNCED, 3));
    }

    private static long micros(long tick, long aheadMs, double ppm) {
        return (GATEWAY.toEpochMilli() + aheadMs) * 1_000 + Math.round(tick / 1e3 * (1 + ppm / 1e6));
    }

    @Test
    void mappingBeforeTheGreetingIsAMistakeThatSaysSo() {
        assertThatThrownBy(() -> clock.toTick(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected its greeting first");
    }

    private void seedAt(long tick) {
        clock.observe(stamp(tick), tick + MILLI);
    }

    private static long stamp(long tick) {
        return READER_AT_ZERO + tick / 1_000;
    }
}
