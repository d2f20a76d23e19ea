package io.tagline.edge.time;

import io.tagline.wire.ClockQuality;
import java.time.Duration;

/**
 * Between what bounds the offset of a reader's UTC clock lies: elapsed time less the reader's, as in {@link ReaderClock}.
 *
 * @param leastMicros no stamp was taken before it was asked for
 * @param mostMicros no stamp was taken after it was received
 * @param asOfTick when they held; the clocks have drifted since
 */
public record ClockOffset(long leastMicros, long mostMicros, long asOfTick) {
    private static final int MICROS_PER_MILLI = 1_000;

    /** How far the reader's clock is ahead of the gateway's, by the middle of the bounds, milliseconds; negative if behind. */
    public long aheadMs(WallMapping gateway) {
        long middle = leastMicros + (mostMicros - leastMicros) / 2;
        long readerNowMicros = gateway.tickNanos() / 1_000 - middle;
        return Math.floorDiv(readerNowMicros, MICROS_PER_MILLI) - gateway.wall().toEpochMilli();
    }

    /** The most that {@link #aheadMs} is off, milliseconds: half the width, the drift since, and the error of a synced gateway. */
    public int errorMs(WallMapping gateway) {
        long half = (mostMicros - leastMicros) / 2 / MICROS_PER_MILLI;
        int gatewayMs = gateway.discipline().quality() == ClockQuality.SYNCED
                ? gateway.discipline().errorMs()
                : 0;
        long sum = half + WallMapping.driftMs(Duration.ofNanos(gateway.tickNanos() - asOfTick)) + gatewayMs;
        return (int) Math.min(Integer.MAX_VALUE, sum);
    }
}
