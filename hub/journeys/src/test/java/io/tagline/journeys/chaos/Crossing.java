package io.tagline.journeys.chaos;

import io.tagline.wire.AgentAddress;

/** A parcel carried through a door: the truth that scans are held against. Times are milliseconds since 1970. */
record Crossing(AgentAddress at, Parcel parcel, String door, boolean in, long fromMs, long toMs) {
    /** Reads made at the ends of a walk are decided on a little later. */
    static final long MARGIN_MS = 2_000;

    /** Whether something that went on between these moments can have kept it from being read. */
    boolean overlaps(long startMs, long endMs) {
        return startMs <= toMs + MARGIN_MS && endMs >= fromMs - MARGIN_MS;
    }
}
