package io.tagline.journeys.chaos;

import io.tagline.wire.AgentAddress;

/** A parcel carried through a door: the truth that scans are held against. Times are milliseconds since 1970. */
record Crossing(AgentAddress at, Parcel parcel, String door, boolean in, long fromMs, long toMs) {
    private static final long CLOCK_MARGIN_MS = 2_000;

    /**
     * A visit is decided 3 s after its last read (passage.visit-gap) and on disk a quarter of a second later. Until then it is in memory
     * only, and a killed agent has not accepted it.
     */
    private static final long DECISION_MS = 5_000;

    /** Whether a scan of this moment can be of this crossing. */
    boolean includes(long atMs) {
        return atMs >= fromMs - CLOCK_MARGIN_MS && atMs <= toMs + CLOCK_MARGIN_MS;
    }

    /** Whether something that went on between these moments can have kept it from being read and decided. */
    boolean isDisturbedBy(long startMs, long endMs) {
        return startMs <= toMs + DECISION_MS && endMs >= fromMs - CLOCK_MARGIN_MS;
    }
}
