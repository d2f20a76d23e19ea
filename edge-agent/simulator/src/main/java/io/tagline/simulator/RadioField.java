package io.tagline.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The radio of a scenario: which tags an antenna reads in one inventory round, how strongly, and when. Time is cut into
 * rounds of {@link #ROUND_MICROS}; antennas take turns. A round's noise comes from seed and round number alone, so reads
 * depend on nothing else. Pure.
 *
 * <p>Signal strength follows the two-way budget of a passive tag: it falls by 40 dB per decade of distance, and by twice the
 * antenna's pattern. The constants are estimates for an overhead portal at 31 dBm: use it to exercise, not to plan.
 */
final class RadioField implements Surroundings {
    /** How long an antenna has its turn. */
    static final long ROUND_MICROS = 25_000;

    private static final double ANTENNA_OFFSET_M = 0.6;
    private static final double HEIGHT_ABOVE_TAGS_M = 1.5;
    private static final double DOOR_SPACING_M = 3.6;
    private static final double ANTENNA_SPACING_M = 1.2;
    private static final double TILT_SIN = Math.sin(Math.toRadians(35));
    private static final double TILT_COS = Math.cos(Math.toRadians(35));

    /** What a tag right in the beam gives at 1.5 m. */
    private static final double REFERENCE_DBM = -48;

    /** Where half of the attempts succeed, and how soft that edge is. */
    private static final double THRESHOLD_DBM = -68;

    private static final double THRESHOLD_SOFTNESS_DB = 1.5;
    private static final double NOISE_DB = 1.5;

    /** How much one tag differs from the next at the same antenna: its mounting, what is in the parcel. */
    private static final double SHADOW_DB = 2;

    /** How often a tag answers in one turn at the most. */
    private static final int ANSWERS_PER_ROUND = 2;

    private static final long ROUNDS_PER_CHANNEL = 160;

    private record AntennaPlace(double along, double across, double facing) {}

    private final Scenario scenario;
    private final Map<Integer, AntennaPlace> antennas = new HashMap<>();
    private final Map<String, Double> doorAcross = new HashMap<>();

    RadioField(Scenario scenario) {
        this.scenario = scenario;
        double across = 0;
        for (Door door : scenario.doors()) {
            doorAcross.put(door.name(), across);
            place(door.inside(), -1, across);
            place(door.outside(), 1, across);
            across += DOOR_SPACING_M;
        }
    }

    private void place(List<Integer> numbers, int side, double across) {
        double first = across - ANTENNA_SPACING_M * (numbers.size() - 1) / 2;
        for (int i = 0; i < numbers.size(); i++) {
            antennas.put(
                    numbers.get(i), new AntennaPlace(side * ANTENNA_OFFSET_M, first + i * ANTENNA_SPACING_M, side));
        }
    }

    @Override
    public List<SimulatedRead> round(long round, int antenna) {
        AntennaPlace place = antennas.get(antenna);
        if (place == null) {
            return List.of();
        }
        long start = round * ROUND_MICROS;
        long moment = momentOf(round);
        SplittableRandom random = new SplittableRandom(scenario.seed() * 0x9e37_79b9_7f4a_7c15L + round);
        List<ParcelWalk> present = new ArrayList<>();
        for (ParcelWalk walk : scenario.walks()) {
            if (walk.isUnderWayAt(moment)) {
                present.add(walk);
            }
        }
        int slots = Math.max(1, (int) (scenario.readsPerSecond() * ROUND_MICROS / 1_000_000));
        List<SimulatedRead> reads = new ArrayList<>();
        for (int pass = 0; pass < ANSWERS_PER_ROUND; pass++) {
            shuffle(present, random);
            for (ParcelWalk walk : present) {
                double rssi = meanRssi(walk, moment, antenna, place) + NOISE_DB * random.nextGaussian();
                if (reads.size() < slots && random.nextDouble() < chance(rssi)) {
                    reads.add(new SimulatedRead(
                            start + reads.size() * ROUND_MICROS / slots,
                            walk.epcHex(),
                            antenna,
                            (int) Math.round(rssi),
                            channel(round)));
                }
            }
        }
        return reads;
    }

    private double meanRssi(ParcelWalk walk, long moment, int antenna, AntennaPlace place) {
        double along = walk.metresAt(moment) - place.along;
        double across = doorAcross.getOrDefault(walk.door(), 0.0) - place.across;
        double distance = Math.sqrt(along * along + across * across + HEIGHT_ABOVE_TAGS_M * HEIGHT_ABOVE_TAGS_M);
        double inBeam = (along * place.facing * TILT_SIN + HEIGHT_ABOVE_TAGS_M * TILT_COS) / distance;
        double patternDb = 20 * Math.log10(Math.max(inBeam, 0.1));
        double pathDb = 40 * Math.log10(distance / HEIGHT_ABOVE_TAGS_M);
        double shadowDb = SHADOW_DB
                * new SplittableRandom(scenario.seed() ^ (walk.epcHex().hashCode() * 31L + antenna)).nextGaussian();
        return REFERENCE_DBM - pathDb + 2 * patternDb + shadowDb;
    }

    private static double chance(double rssiDbm) {
        return 1 / (1 + Math.exp((THRESHOLD_DBM - rssiDbm) / THRESHOLD_SOFTNESS_DB));
    }

    private static int channel(long round) {
        return 1 + (int) (round / ROUNDS_PER_CHANNEL % Capabilities.channels());
    }

    /** Counts from the beginning of the scenario, or of its latest repetition. */
    @Override
    public long momentOf(long round) {
        long micros = round * ROUND_MICROS;
        long period = scenario.every().toNanos() / 1_000;
        return period == 0 ? micros : micros % period;
    }

    @Override
    public List<Happening> happenings(long round) {
        long from = momentOf(round);
        return scenario.happenings().stream()
                .filter(each -> each.isBetween(from, from + ROUND_MICROS))
                .toList();
    }

    /** Those that only stand there are not among them. */
    @Override
    public List<ParcelWalk> beginning(long round) {
        long from = momentOf(round);
        return scenario.walks().stream()
                .filter(walk -> walk.movement().isWalk() && walk.startsBetween(from, from + ROUND_MICROS))
                .toList();
    }

    private static void shuffle(List<ParcelWalk> walks, SplittableRandom random) {
        for (int i = walks.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            ParcelWalk moved = walks.get(i);
            walks.set(i, walks.get(other));
            walks.set(other, moved);
        }
    }
}
