package io.tagline.hub.notify;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of a try.
 *
 * @param reason for staff; never holds an address
 * @param pause how long the other side wants to be left alone
 */
record Outcome(Kind kind, String reason, Optional<Duration> pause) {

    enum Kind {
        /** The next system has taken it over. */
        TAKEN,
        /** Not now: it is tried again later. */
        LATER,
        /** It may have been taken over, or not: it is tried again under the same name. */
        UNSURE,
        /** Never, for a reason of this notice. */
        REFUSED,
        /** Never, nor anything else to this address. */
        NOBODY_THERE,
        /** The whole channel is away: no fault of the notice. */
        CHANNEL_AWAY,
        /** Not tried: its receiver did not take the one before. */
        RECEIVER_RESTS
    }

    static Outcome taken() {
        return new Outcome(Kind.TAKEN, "", Optional.empty());
    }

    static Outcome of(Kind kind, String reason) {
        return new Outcome(kind, reason, Optional.empty());
    }

    static Outcome later(String reason, Optional<Duration> pause) {
        return new Outcome(Kind.LATER, reason, pause);
    }

    static Outcome rests(Optional<Duration> pause) {
        return new Outcome(Kind.RECEIVER_RESTS, "not tried", pause);
    }

    /** Whether this one receiver may take it another time. */
    boolean isForNow() {
        return kind == Kind.LATER || kind == Kind.UNSURE;
    }
}
