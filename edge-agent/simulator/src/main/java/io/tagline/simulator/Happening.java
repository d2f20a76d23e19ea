package io.tagline.simulator;

import java.time.Duration;

/**
 * Something that happens to the reader in a scenario.
 *
 * @param at since the scenario began
 * @param number of the input or antenna, from 1 on; of a fault, 0 if it is no antenna's; of the buffer, how full, per cent
 * @param on an input goes high, an antenna is plugged in; false: the other way round; nothing with the others
 */
record Happening(Duration at, What what, int number, boolean on) {
    enum What {
        /** A general-purpose input changes its level. */
        GPI,
        /** An antenna's cable is pulled or plugged. */
        ANTENNA,
        /** The reader warns that its report buffer fills up. */
        BUFFER,
        /** The reader says that its report buffer ran over. */
        OVERFLOW,
        /** The reader reports a fault of its own. */
        FAULT
    }

    boolean isBetween(long fromMicros, long toMicros) {
        long micros = at.toNanos() / 1_000;
        return micros >= fromMicros && micros < toMicros;
    }
}
