package io.tagline.edge.eye;

/**
 * From when to when a beam was broken, elapsed time.
 *
 * @param openTick the first edge that broke it
 * @param closeTick the last edge that freed it; {@link #STILL_OPEN} while it is broken
 */
public record EyeWindow(EyeId eye, long openTick, long closeTick) {
    /** The end of a window that has none yet: later than all times. */
    public static final long STILL_OPEN = Long.MAX_VALUE;

    boolean isOpen() {
        return closeTick == STILL_OPEN;
    }

    /** Nanoseconds between a time and the window; 0 within it. */
    long distance(long tick) {
        return tick < openTick ? openTick - tick : Math.max(0, tick - closeTick);
    }
}
