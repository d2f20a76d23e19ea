package io.tagline.simulator;

import java.time.Duration;

/**
 * One tag's way at one door.
 *
 * @param epcHex EPC memory as hex digits
 * @param door name of a door of the scenario
 * @param start since the scenario began
 * @param duration from one end of the movement to the other, at constant speed
 */
public record ParcelWalk(String epcHex, String door, Movement movement, Duration start, Duration duration) {
    public ParcelWalk {
        epcHex = SimulatedRead.checkedEpc(epcHex);
        if (start.isNegative()) {
            throw new IllegalArgumentException("walk of " + epcHex + " starts at " + start + "; expected 0 or later");
        }
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("walk of " + epcHex + " takes " + duration + "; expected more than 0");
        }
    }

    /** The same walk, later. */
    ParcelWalk delayedBy(Duration delay) {
        return new ParcelWalk(epcHex, door, movement, start.plus(delay), duration);
    }

    boolean startsBetween(long fromMicros, long toMicros) {
        long micros = start.toNanos() / 1_000;
        return micros >= fromMicros && micros < toMicros;
    }

    boolean isUnderWayAt(long micros) {
        long since = micros - start.toNanos() / 1_000;
        return since >= 0 && since < duration.toNanos() / 1_000;
    }

    /** Metres from the door's line at a moment at which it is under way. */
    double metresAt(long micros) {
        return movement.metresAt((micros * 1_000.0 - start.toNanos()) / duration.toNanos());
    }
}
