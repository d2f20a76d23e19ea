package io.tagline.edge.passage;

import static io.tagline.edge.portal.Side.INSIDE;
import static io.tagline.edge.portal.Side.OUTSIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.reader.TagRead;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassageDetectorTest {
    private static final long MS = 1_000_000;

    @ParameterizedTest
    @CsvSource({"5, 500", "5, 1000", "5, 2500", "5, 5000", "20, 500", "20, 2000", "20, 5000"})
    void sparseReadsInsideThenOutsideAreOneScanOut(int reads, int lastsMs) {
        for (double rssiDbm : new double[] {-50, -62, 0, Double.NaN}) {
            Door door = Door.with(INSIDE, OUTSIDE)
                    .reads(1, reads, 1000, 1000 + lastsMs * 0.45, rssiDbm)
                    .reads(2, reads, 1000 + lastsMs * 0.55, 1000 + lastsMs, rssiDbm);

            assertThat(door.passages())
                    .as("%d reads a side in %d ms at %f dBm", reads, lastsMs, rssiDbm)
                    .singleElement()
                    .satisfies(passage -> {
                        assertThat(passage.direction()).isEqualTo(Direction.OUT);
                        assertThat(passage.portal().value()).isEqualTo("door-1");
                        assertThat(passage.atTick() / MS).isBetween(900L, 1000L + lastsMs);
                        assertThat(passage.confidence()).isBetween(0.5f, 1f);
                        assertThat(passage.firstTick()).isLessThanOrEqualTo(passage.lastTick());
                        assertThat(passage.lastTick()).isLessThanOrEqualTo(passage.decidedTick());
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 2000, 5000})
    void fiveReadsWithoutRssiAreEnoughForADirection(int lastsMs) {
        Door door = Door.with(INSIDE, OUTSIDE)
                .reads(1, 2, 1000, 1000 + lastsMs * 0.3, Double.NaN)
                .reads(2, 3, 1000 + lastsMs * 0.5, 1000 + lastsMs, Double.NaN);

        assertThat(door.passages()).extracting(Passage::direction).containsExactly(Direction.OUT);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20})
    void overlappingSidesWithRisingAndFallingRssiAreOneScanIn(int reads) {
        Door door = Door.with(INSIDE, OUTSIDE);
        for (int i = 0; i < reads; i++) {
            double along = (i + 0.5) / reads;
            door.read(Door.TAG, 2, 1000 + 1600 * along, -50 - 22 * along);
            door.read(Door.TAG, 1, 1400 + 1600 * along, -72 + 22 * along);
        }

        assertThat(door.passages()).extracting(Passage::direction).containsExactly(Direction.IN);
    }

    /** A parcel tossed through at 2.5 m/s: heard by both sides all along, and silent before the filter is sure. */
    @Test
    void aTagThatRushesThroughIsToldByWhenItWasLoudestAtEachSide() {
        Door door = rush(2.5);
        assertThat(door.passages()).extracting(Passage::direction).containsExactly(Direction.IN);
        assertThat(door.undecided()).isZero();
    }

    @Test
    void aTagThatRushesUpToTheLineAndBackIsNoScan() {
        Door door = rush(-2.5);
        assertThat(door.passages()).isEmpty();
        assertThat(door.undecided()).isEqualTo(1);
    }

    /** From 2 m outside over the line, or back from it where the speed is negative; a read each 50 ms, the antennas in turn. */
    private static Door rush(double metresPerSecond) {
        Door door = Door.with(INSIDE, OUTSIDE);
        for (int i = 0; i < 32; i++) {
            double walked = (i + 0.5) * 0.05 * Math.abs(metresPerSecond);
            double metres = metresPerSecond > 0 ? 2 - walked : Math.abs(2 - walked);
            double away = i % 2 == 0 ? metres - 0.6 : metres + 0.6;
            int antenna = i % 2 == 0 ? 2 : 1;
            door.read(Door.TAG, antenna, 1000 + i * 50, -45 - 4 * away * away);
        }
        return door;
    }

    @Test
    void aSwapOfSidesAfterASilenceOfFiveSecondsStillTellsTheDirection() {
        Door door = Door.with(INSIDE, OUTSIDE).reads(1, 5, 0, 200, -55).reads(2, 5, 5000, 5200, -55);

        assertThat(door.passages()).extracting(Passage::direction).containsExactly(Direction.OUT);
    }

    @Test
    void aTagThatGoesOutAndLaterInGivesTwoScans() {
        Door door = Door.with(INSIDE, OUTSIDE)
                .reads(1, 10, 0, 900, -55)
                .reads(2, 10, 1100, 2000, -55)
                .reads(2, 10, 20_000, 20_900, -55)
                .reads(1, 10, 21_100, 22_000, -55);

        assertThat(door.passages()).extracting(Passage::direction).containsExactly(Direction.OUT, Direction.IN);
    }

    @Test
    void aTagThatTurnsBackAtTheDoorIsNoScan() {
        Door door = Door.with(INSIDE, OUTSIDE).reads(1, 60, 0, 6000, -50).reads(2, 2, 2800, 3200, -70);

        assertThat(door.passages()).isEmpty();
    }

    @Test
    void aTagParkedWhereBothSidesHearItIsNeverAScan() {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        Random random = new Random(seed);
        Door door = Door.with(INSIDE, OUTSIDE);
        for (int ms = 0; ms < 600_000; ms += 400) {
            door.read(Door.TAG, 1, ms, -56 + random.nextGaussian());
            if (random.nextInt(4) == 0) {
                door.read(Door.TAG, 2, ms + 200, -68 + random.nextGaussian());
            }
        }

        assertThat(door.passages()).as("seed %d", seed).isEmpty();
    }

    @Test
    void theDoorThatHearsItLouderHasTheScan() {
        Door door = Door.doors(2, INSIDE, OUTSIDE);
        for (int i = 0; i < 10; i++) {
            door.read(Door.TAG, 1, i * 100, -66 + i);
            door.read(Door.TAG, 2, 900 + i * 100, -57 - i);
            door.read(Door.TAG, 3, 50 + i * 100, -54 + i);
            door.read(Door.TAG, 4, 950 + i * 100, -45 - i);
        }

        assertThat(door.passages()).singleElement().satisfies(passage -> {
            assertThat(passage.portal().value()).isEqualTo("door-2");
            assertThat(passage.direction()).isEqualTo(Direction.OUT);
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {-50, 0, Double.NaN})
    void aPortalWithOneSideGivesOneScanAVisitWithoutDirection(double rssiDbm) {
        Door door = Door.with(INSIDE)
                .settings(new PassageSettings(Duration.ofSeconds(5), 3, 0.6f, 100))
                .reads(1, 20, 0, 2000, rssiDbm)
                .reads(1, 3, 6000, 6500, rssiDbm)
                .reads(1, 5, 12_000, 13_000, rssiDbm);

        assertThat(door.passages())
                .extracting(Passage::direction, Passage::reads, passage -> passage.lastTick() / MS)
                .containsExactly(tuple(Direction.UNKNOWN, 23, 6500L), tuple(Direction.UNKNOWN, 5, 13_000L));
    }

    @Test
    void aSingleStrayIsNoScan() {
        assertThat(Door.with(INSIDE).reads(1, 1, 0, 0, -70).passages()).isEmpty();
        assertThat(Door.with(INSIDE, OUTSIDE)
                        .reads(1, 1, 0, 0, -70)
                        .reads(2, 1, 400, 400, -70)
                        .passages())
                .isEmpty();
    }

    @Test
    void lateAndRepeatedReadsGiveNoSecondScan() {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Door door = Door.with(INSIDE, OUTSIDE);
            int[] latest = new int[20];
            for (int i = 0; i < 20; i++) {
                latest[i] = i * 100 - random.nextInt(300);
                for (int copy = 0; copy <= random.nextInt(3); copy++) {
                    door.read(Door.TAG, i < 10 ? 1 : 2, latest[i], -55);
                }
            }
            assertThat(door.passagesInThisOrder())
                    .as("seed %d, round %d", seed, round)
                    .extracting(Passage::direction)
                    .containsExactly(Direction.OUT);
        }
    }

    /** What the neighbour hears moves a tag back over the line of a door, too: that is not for this door to tell. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDoorThatHasHeardNothingSinceItsLastPassageHasNoOther(boolean rssi) {
        Door door = Door.doors(2, INSIDE, OUTSIDE);
        double[][] reads = {
            {2, 4700, -72},
            {3, 5700, -60},
            {3, 6261, -60},
            {3, 6300, -52},
            {2, 6700, -60},
            {2, 7200, -60},
            {2, 7500, -60}
        };
        for (double[] read : reads) {
            door.read(Door.TAG, (int) read[0], read[1], rssi ? read[2] : Double.NaN);
        }

        assertThat(door.passages()).allSatisfy(passage -> {
            assertThat(passage.portal().value()).isEqualTo("door-2");
            assertThat(passage.direction()).isEqualTo(Direction.IN);
            assertThat(passage.reads()).isEqualTo(3);
        });
    }

    /** The journal takes no other; one such passage would end the agent. */
    @Test
    void whateverIsReadEachPassageHasReadsAndAProbability() {
        long seed = Long.getLong("tagline.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            int doors = 1 + random.nextInt(3);
            Door door = Door.doors(doors, INSIDE, OUTSIDE);
            double at = 0;
            int stay = 1;
            for (int i = 0; i < 60; i++) {
                stay = random.nextInt(5) == 0 ? 1 + random.nextInt(2 * doors) : stay;
                at += random.nextInt(20) == 0 ? random.nextInt(4000) : random.nextInt(300);
                double rssiDbm = random.nextInt(6) == 0 ? Double.NaN : -75 + random.nextInt(35);
                door.read(Door.TAG, stay, at - random.nextInt(400), rssiDbm);
            }
            assertThat(door.passagesInThisOrder())
                    .as("seed %d, round %d", seed, round)
                    .allSatisfy(passage -> {
                        assertThat(passage.reads()).isPositive();
                        assertThat(passage.confidence()).isBetween(0f, 1f);
                        assertThat(passage.firstTick()).isLessThanOrEqualTo(passage.lastTick());
                    });
        }
    }

    @Test
    void aClockThatStandsStillOrGoesBackBreaksNothing() {
        Door door = Door.with(INSIDE, OUTSIDE);
        PassageDetector detector = new PassageDetector(door.map());
        List<Passage> passages = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            PortalAntenna antenna = door.map().antennas().get(i % 2);
            detector.observe(new TagRead(antenna, Door.TAG, -55, 0), passages::add);
            detector.elapse(-i * MS, passages::add);
        }
        assertThat(passages).isEmpty();
        assertThat(detector.tags()).isEqualTo(1);

        detector.elapse(60_000 * MS, passages::add);
        assertThat(passages).isEmpty();
        assertThat(detector.tags()).isZero();
    }

    @Test
    void aReadFromTheFutureIsTakenForPresent() {
        Door door = Door.with(INSIDE);
        PassageDetector detector = new PassageDetector(door.map());
        List<Passage> passages = new ArrayList<>();
        detector.elapse(0, passages::add);
        for (int i = 0; i < 5; i++) {
            detector.observe(new TagRead(door.map().antennas().get(0), Door.TAG, -55, 3_600_000 * MS), passages::add);
        }
        detector.elapse(10_000 * MS, passages::add);

        assertThat(passages).singleElement().satisfies(passage -> assertThat(passage.lastTick())
                .isEqualTo(1000 * MS));
    }

    @Test
    void tagsFollowedAreBoundedAndTheOnesForgottenCounted() {
        Door door = Door.with(INSIDE, OUTSIDE);
        PassageDetector detector =
                new PassageDetector(door.map(), new PassageSettings(Duration.ofSeconds(3), 3, 0.6f, 1000));
        List<PortalAntenna> antennas = door.map().antennas();
        for (int i = 0; i < 50_000; i++) {
            Epc epc = Epc.parse(String.format("30340065%016X", i));
            long tick = i * MS / 100;
            detector.observe(new TagRead(antennas.get(i % 2), epc, -60, tick), passage -> {});
            detector.elapse(tick, passage -> {});
        }
        assertThat(detector.tags()).isEqualTo(1000);
        assertThat(detector.forgotten()).isEqualTo(49_000);

        detector.elapse(3_600_000 * MS, passage -> {});
        assertThat(detector.tags()).isZero();
    }

    @Test
    void settingsOutOfRangeAreRefusedByNameAndValue() {
        assertThatThrownBy(() -> new PassageSettings(Duration.ofMillis(20), 3, 0.6f, 100))
                .hasMessage("passage detection: visit gap 20 ms; expected 500 to 600000");
        assertThatThrownBy(() -> new PassageSettings(Duration.ofSeconds(3), 3, 1.5f, 100))
                .hasMessage("passage detection: threshold 1.5; expected over 0.5 and under 1");
    }
}
