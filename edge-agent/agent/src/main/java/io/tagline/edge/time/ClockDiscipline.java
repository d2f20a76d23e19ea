package io.tagline.edge.time;

import io.tagline.wire.ClockQuality;

/** Who says whether the gateway's clock follows a time source: the kernel, or nobody. Safe for any thread. */
@FunctionalInterface
public interface ClockDiscipline {
    /** What is known now. Takes microseconds; the caller asks at most once a second. */
    Reading read();

    /** The kernel's word by {@code adjtimex(2)}, or {@link #none()} where the C library can not be reached. */
    static ClockDiscipline ofKernel() {
        return KernelClock.load();
    }

    /** Nobody knows: the clock runs free. */
    static ClockDiscipline none() {
        return () -> Reading.FREE;
    }

    /**
     * Quality of the gateway's clock.
     *
     * @param errorMs the most that the clock is off by the kernel's own reckoning, milliseconds; 0 if it runs free
     */
    record Reading(ClockQuality quality, int errorMs) {
        /** Nothing is known of the error. */
        public static final Reading FREE = new Reading(ClockQuality.FREE, 0);

        /** @throws IllegalArgumentException if the error is negative */
        public Reading {
            if (errorMs < 0) {
                throw new IllegalArgumentException("errorMs " + errorMs + ": expected 0 or more");
            }
        }
    }
}
