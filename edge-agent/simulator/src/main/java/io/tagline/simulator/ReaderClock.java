package io.tagline.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock inside the simulated reader, right or wrong. Microseconds, as LLRP stamps them (LLRP 1.1 §7.1.3.1).
 *
 * @param kind what the reader believes
 * @param offset how far a {@link Kind#UTC} clock is ahead; negative when it is behind
 * @param driftPpm how many microseconds it gains in a second; negative when it loses
 */
public record ReaderClock(Kind kind, Duration offset, double driftPpm) {
    /** What a reader's stamps are. */
    public enum Kind {
        /** Stamps are UTC: real time, and the offset. */
        UTC,
        /** Stamps are UTC, but nobody ever set the clock: switched on means midnight of 1 January 1970. */
        UNSET,
        /** No clock: stamps are the time since the reader was switched on, in Uptime parameters. */
        UPTIME
    }

    private static final long MICROS_PER_SECOND = 1_000_000;

    /** A clock that is right. */
    public static ReaderClock correct() {
        return ahead(Duration.ZERO);
    }

    /** A clock that is wrong by so much. */
    public static ReaderClock ahead(Duration offset) {
        return new ReaderClock(Kind.UTC, offset, 0);
    }

    /** A clock that begins in 1970 whenever the reader is switched on. */
    public static ReaderClock unset() {
        return new ReaderClock(Kind.UNSET, Duration.ZERO, 0);
    }

    /** No clock at all. */
    public static ReaderClock uptimeOnly() {
        return new ReaderClock(Kind.UPTIME, Duration.ZERO, 0);
    }

    /** The same clock, gaining so many microseconds in a second. */
    public ReaderClock drifting(double ppm) {
        return new ReaderClock(kind, offset, ppm);
    }

    /**
     * What the clock shows.
     *
     * @param switchedOn real time when the reader was switched on
     * @param uptimeMicros real time since then
     */
    long microsAt(Instant switchedOn, long uptimeMicros) {
        long elapsed = uptimeMicros + Math.round(uptimeMicros * driftPpm / MICROS_PER_SECOND);
        return switch (kind) {
            case UTC -> micros(switchedOn.plus(offset)) + elapsed;
            case UNSET, UPTIME -> elapsed;
        };
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / 1_000;
    }
}
