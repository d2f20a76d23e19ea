package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    private static final String PARCEL = "3114f4e4e43b9aca01000000";
    private static final Duration SECONDS_4 = Duration.ofSeconds(4);
    private static final Scenario TWO_DOORS = Scenario.of(Door.of("door-1", 1, 2), Door.of("door-2", 3, 4));

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());

    @Test
    void sameSeedGivesTheSameReadsAndAnotherSeedOthers() {
        Scenario busy =
                TWO_DOORS.withSeed(seed).with(walk(Movement.OUT)).withBystanders("door-1", 10, 5, Duration.ofDays(1));
        assertThat(reads(busy)).as("seed %d", seed).isEqualTo(reads(busy)).isNotEmpty();
        assertThat(reads(busy.withSeed(seed + 1))).as("seed %d", seed).isNotEqualTo(reads(busy));
    }

    @Test
    void roundDoesNotDependOnTheRoundsBeforeIt() {
        Scenario scenario = TWO_DOORS.withSeed(seed).with(walk(Movement.OUT));
        RadioField whole = new RadioField(scenario);
        whole.round(39, 1);
        long round = new Random(seed).nextInt(160);
        assertThat(whole.round(round, 1)).as("seed %d", seed).isEqualTo(new RadioField(scenario).round(round, 1));
    }

    @Test
    void parcelGoingOutIsStrongestInsideFirstAndOutsideThen() {
        for (long each = seed; each < seed + 20; each++) {
            List<SimulatedRead> reads = reads(TWO_DOORS.withSeed(each).with(walk(Movement.OUT)));
            assertThat(peak(reads, 1)).as("seed %d", each).isLessThan(peak(reads, 2));
            assertThat(count(reads, 1)).as("seed %d", each).isBetween(10L, 100L);
            assertThat(count(reads, 2)).as("seed %d", each).isBetween(10L, 100L);
        }
    }

    @Test
    void parcelGoingInIsStrongestOutsideFirstAndInsideThen() {
        List<SimulatedRead> reads = reads(TWO_DOORS.withSeed(seed).with(walk(Movement.IN)));
        assertThat(peak(reads, 2)).as("seed %d", seed).isLessThan(peak(reads, 1));
    }

    @Test
    void strengthRisesToABellAndFallsAgain() {
        List<SimulatedRead> inside = reads(TWO_DOORS.withSeed(seed).with(walk(Movement.OUT))).stream()
                .filter(read -> read.antenna() == 1)
                .toList();
        int strongest = inside.stream().mapToInt(SimulatedRead::rssiDbm).max().orElseThrow();
        assertThat(strongest).as("seed %d", seed).isBetween(-60, -38);
        assertThat(inside.get(0).rssiDbm()).as("seed %d", seed).isLessThan(strongest - 8);
        assertThat(inside.get(inside.size() - 1).rssiDbm()).as("seed %d", seed).isLessThan(strongest - 3);
    }

    @Test
    void parcelThatTurnsBackIsSeenLastWhereItCameFrom() {
        List<SimulatedRead> reads = reads(TWO_DOORS.withSeed(seed).with(walk(Movement.TURN_BACK_INSIDE)));
        assertThat(count(reads, 2)).as("seed %d: seen outside too", seed).isPositive();
        assertThat(reads.get(reads.size() - 1).antenna()).as("seed %d", seed).isEqualTo(1);
    }

    @Test
    void parkedTagIsReadOftenAndStrayNowAndThen() {
        long parked = reads(TWO_DOORS.withSeed(seed).with(walk(Movement.PARKED_INSIDE)))
                .size();
        long stray = reads(TWO_DOORS.withSeed(seed).with(walk(Movement.STRAY_INSIDE)))
                .size();
        assertThat(parked).as("seed %d", seed).isGreaterThan(30);
        assertThat(stray).as("seed %d", seed).isLessThan(parked);
    }

    @Test
    void radioReadsNoMoreThanItCan() {
        Scenario crowd =
                TWO_DOORS.withSeed(seed).withReadsPerSecond(200).withBystanders("door-1", 400, 0, Duration.ofDays(1));
        assertThat(reads(crowd)).as("seed %d", seed).hasSizeBetween(400, 800);
    }

    @Test
    void scenarioRepeatsItsWalks() {
        Scenario twice = TWO_DOORS.withSeed(seed).with(walk(Movement.OUT)).repeatedEvery(Duration.ofSeconds(2));
        long before = 2_000_000;
        assertThat(reads(twice)).anyMatch(read -> read.atMicros() < before).anyMatch(read -> read.atMicros() > before);
        assertThatThrownBy(() -> TWO_DOORS.with(new ParcelWalk(PARCEL, "door-9", Movement.IN, SECONDS_4, SECONDS_4)))
                .hasMessage("walk of " + PARCEL + " uses door \"door-9\"; the scenario has [door-1, door-2]");
    }

    private static ParcelWalk walk(Movement movement) {
        return new ParcelWalk(PARCEL, "door-1", movement, Duration.ZERO, SECONDS_4);
    }

    /** Four seconds with antennas 1 to 4 in turn. */
    private static List<SimulatedRead> reads(Scenario scenario) {
        RadioField field = new RadioField(scenario);
        List<SimulatedRead> reads = new ArrayList<>();
        for (int round = 0; round < 160; round++) {
            reads.addAll(field.round(round, 1 + round % 4));
        }
        return reads;
    }

    /** When the antenna read most strongly, in microseconds. */
    private static long peak(List<SimulatedRead> reads, int antenna) {
        return reads.stream()
                .filter(read -> read.antenna() == antenna)
                .max(Comparator.comparingInt(SimulatedRead::rssiDbm))
                .orElseThrow()
                .atMicros();
    }

    private static long count(List<SimulatedRead> reads, int antenna) {
        return reads.stream().filter(read -> read.antenna() == antenna).count();
    }
}
