package io.tagline.edge.opcua;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How far a conveyor had moved at a time: the counts of its encoder over the last seconds, without the jumps at the end of their range.
 * Confined to who holds the lock of its line.
 */
final class EncoderTrack {
    /** At 50 ms between two changes the last half minute. */
    private static final int KEPT = 600;

    private static final long RANGE_16 = 1L << 16;
    private static final long RANGE_32 = 1L << 32;

    /** @param count since the first one, going on over the end of the range */
    private record Sample(long tick, double count) {}

    private final Deque<Sample> samples = new ArrayDeque<>();
    private final long guessNanos;
    private double lastRaw;

    /** @param guessNanos for how long after its last word a conveyor is taken to have gone on as fast */
    EncoderTrack(long guessNanos) {
        this.guessNanos = guessNanos;
    }

    void add(PlcChange change) {
        if (change.quality() == PlcChange.Quality.BAD) {
            samples.clear();
            return;
        }
        if (change.first()) {
            // after its start the PLC may count from anywhere
            samples.clear();
        }
        if (samples.isEmpty()) {
            samples.addLast(new Sample(change.atTick(), change.value()));
        } else if (change.atTick() >= samples.getLast().tick) {
            samples.addLast(new Sample(change.atTick(), samples.getLast().count + step(change.value() - lastRaw)));
            if (samples.size() > KEPT) {
                samples.removeFirst();
            }
        }
        lastRaw = change.value();
    }

    /** Up or down; a jump of more than half a range is its end. */
    private static double step(double raw) {
        double range = Math.abs(raw) > RANGE_32 / 2.0 ? RANGE_32 : RANGE_16;
        boolean jumped = Math.abs(raw) > range / 2.0 && Math.abs(raw) < range;
        return jumped ? raw - Math.signum(raw) * range : raw;
    }

    /** Empty for a time before what is kept, or while nothing is known. */
    OptionalLong at(long tick) {
        if (samples.isEmpty() || tick < samples.getFirst().tick) {
            return OptionalLong.empty();
        }
        Sample before = samples.getFirst();
        Sample earlier = before;
        for (Sample after : samples) {
            if (after.tick > tick) {
                double share = (double) (tick - before.tick) / (after.tick - before.tick);
                return OptionalLong.of(Math.round(before.count + share * (after.count - before.count)));
            }
            earlier = before;
            before = after;
        }
        long beyond = Math.min(tick - before.tick, guessNanos);
        double speed = before.tick == earlier.tick ? 0 : (before.count - earlier.count) / (before.tick - earlier.tick);
        return OptionalLong.of(Math.round(before.count + speed * beyond));
    }
}
