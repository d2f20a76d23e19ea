package io.tagline.edge.eye;

import java.util.function.Consumer;

/**
 * Makes windows of the edges on an eye's wire. A window runs from the first edge that breaks the beam to the last that frees it:
 * it is known one debounce later, and stamped as if it had been known at once. Bouncing contacts and slatted carts make edges in
 * between; a burst that is over in less than the debounce is no window. Pure: the present is an argument. Confined to one thread.
 */
final class Debounce {
    private final EyeId eye;
    private final long debounceNanos;

    private boolean broken;
    /** Whether there was an edge that broke the beam whose burst is not over. */
    private boolean burst;
    /** Whether the burst has lasted long enough to be a window. */
    private boolean opened;

    private long burstTick;
    private long freedTick;
    private long lastTick = Long.MIN_VALUE;
    private long edgesOfBurst;
    private long chatter;

    Debounce(EyeId eye, long debounceNanos) {
        this.eye = eye;
        this.debounceNanos = debounceNanos;
    }

    /**
     * The level of the wire from this time on. A level that is there already changes nothing; a time before that of the last edge is
     * taken for it.
     *
     * @param windows is told of each window when it opens, and again when it closes
     */
    void edge(boolean isBroken, long tickNanos, Consumer<? super EyeWindow> windows) {
        long tick = Math.max(tickNanos, lastTick);
        elapse(tick, windows);
        if (isBroken == broken) {
            return;
        }
        lastTick = tick;
        broken = isBroken;
        edgesOfBurst++;
        if (!isBroken) {
            freedTick = tick;
        } else if (!burst) {
            burst = true;
            burstTick = tick;
        }
        elapse(tick, windows);
    }

    /** Lets time pass. */
    void elapse(long nowTick, Consumer<? super EyeWindow> windows) {
        if (!burst) {
            return;
        }
        long until = broken ? nowTick : freedTick;
        if (!opened && until - burstTick >= debounceNanos) {
            opened = true;
            windows.accept(new EyeWindow(eye, burstTick, EyeWindow.STILL_OPEN));
        }
        if (!broken && nowTick - freedTick >= debounceNanos) {
            if (opened) {
                windows.accept(new EyeWindow(eye, burstTick, freedTick));
            }
            end(opened ? 2 : 0);
        }
    }

    /** The wire is not heard any more: what is under way ends without a window's end. */
    void reset() {
        end(opened ? 1 : 0);
        broken = false;
    }

    private void end(int edgesUsed) {
        chatter += Math.max(0, edgesOfBurst - edgesUsed);
        edgesOfBurst = 0;
        burst = false;
        opened = false;
    }

    /** Edges that were neither the beginning nor the end of a window. */
    long chatter() {
        return chatter;
    }
}
