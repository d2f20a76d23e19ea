package io.tagline.edge.time;

import java.time.Instant;

/**
 * One measurement of wall time against elapsed time.
 *
 * @param tickNanos elapsed time of the measurement
 * @param wall the gateway's clock at that moment
 * @param discipline how good that clock was
 */
public record WallMapping(long tickNanos, Instant wall, ClockDiscipline.Reading discipline) {
    /** Wall time of a moment on the elapsed-time axis, by this measurement. */
    public Instant at(long tick) {
        return wall.plusNanos(tick - tickNanos);
    }
}
