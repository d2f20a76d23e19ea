package io.tagline.edge.eye;

import io.tagline.wire.Direction;

/**
 * Something went through a portal, by what its eyes have seen: all that it carried crossed the line in this time.
 *
 * @param direction by the order in which two beams were broken and freed; unknown with one eye, and where the order says nothing
 */
record Crossing(long fromTick, long toTick, Direction direction) {
    /** The time within the crossing that is nearest to an estimate. */
    long nearest(long tick) {
        return Math.max(fromTick, Math.min(tick, toTick));
    }

    /** Whether it went another way than this one; nothing contradicts what is not known. */
    boolean contradicts(Direction way) {
        return direction != Direction.UNKNOWN && way != Direction.UNKNOWN && direction != way;
    }

    /** Nanoseconds between a time and the crossing; 0 within it. */
    long distance(long tick) {
        return Math.abs(tick - nearest(tick));
    }
}
