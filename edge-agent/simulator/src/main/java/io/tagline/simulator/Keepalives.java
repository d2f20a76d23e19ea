package io.tagline.simulator;

import java.util.function.LongSupplier;

/** When a keepalive is due, and when the client has left too many unanswered (LLRP 1.0.1). Safe for any thread. */
final class Keepalives {
    /** What the reader has to do now. */
    enum Due {
        /** Wait. */
        NOTHING,
        /** Send a keepalive. */
        SEND,
        /** Close the connection: nobody is there. */
        HANG_UP
    }

    private final LongSupplier nanos;
    private long lastNanos;
    private int unanswered;

    Keepalives(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A new connection: the first one is due a period from now. */
    synchronized void reset() {
        lastNanos = nanos.getAsLong();
        unanswered = 0;
    }

    synchronized void acknowledged() {
        unanswered = 0;
    }

    /**
     * What is to be done at this moment.
     *
     * @param periodMs 0: none are wanted
     * @param mostMissed in a row before the reader hangs up; 0: never
     */
    synchronized Due due(long periodMs, int mostMissed) {
        long now = nanos.getAsLong();
        if (periodMs == 0) {
            lastNanos = now;
            unanswered = 0;
            return Due.NOTHING;
        }
        if (now - lastNanos < periodMs * 1_000_000) {
            return Due.NOTHING;
        }
        if (mostMissed > 0 && unanswered >= mostMissed) {
            return Due.HANG_UP;
        }
        lastNanos = now;
        unanswered++;
        return Due.SEND;
    }
}
