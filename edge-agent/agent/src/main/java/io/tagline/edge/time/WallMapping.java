package io.tagline.edge.time;

import io.tagline.wire.ClockQuality;
import java.time.Duration;
import java.time.Instant;

/**
 * One measurement of wall time against elapsed time.
 *
 * @param tickNanos elapsed time of the measurement
 * @param wall the gateway's clock at that moment
 * @param discipline how good that clock was
 */
public record WallMapping(long tickNanos, Instant wall, ClockDiscipline.Reading discipline) {
    /** Two quartz clocks drift apart by no more, and the times of a scan are as old as its way to the journal was long. */
    private static final int DRIFT_PPM = 200;

    private static final int MILLION = 1_000_000;

    /** Wall time of a moment on the elapsed-time axis, by this measurement. */
    public Instant at(long tick) {
        return wall.plusNanos(tick - tickNanos);
    }

    /** The most that {@link #at} is off, milliseconds; 0 if the clock runs free, since nobody knows. */
    public int errorMsAt(long tick) {
        return discipline.quality() == ClockQuality.SYNCED
                ? discipline.errorMs() + driftMs(Duration.ofNanos(tick - tickNanos))
                : 0;
    }

    /** How far apart two clocks may run in this time, milliseconds, rounded up, and the fraction that the time on the wire lacks. */
    public static int driftMs(Duration time) {
        return (int) Math.min(MILLION, 1 + time.abs().toMillis() / (MILLION / DRIFT_PPM));
    }

    /** What times by this mapping lack to be those by another one. */
    public Duration shiftTo(WallMapping other) {
        return Duration.between(at(other.tickNanos()), other.wall());
    }

    /** True if the clock shows a time that is over for sure: the gateway has booted without one. */
    public boolean isImpossible() {
        return wall.isBefore(ClockQuality.EARLIEST);
    }
}
