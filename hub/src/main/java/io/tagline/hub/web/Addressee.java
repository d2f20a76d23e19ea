package io.tagline.hub.web;

import io.tagline.hub.access.Throttle;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.wish.DeliveryWishes;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether somebody without a log-in is whom a parcel goes to: they know its postcode. Of those there are few enough to be guessed, so
 * a parcel is asked about seldom, whoever asks. Safe for any thread.
 */
final class Addressee {

    private static final int TRIES = 6;

    /** The throttle's minutes are this long. */
    private static final int MINUTES = 30;

    private final DeliveryWishes wishes;
    private final Throttle tries;

    Addressee(DeliveryWishes wishes, LongSupplier tickNanos) {
        this.wishes = wishes;
        this.tries = new Throttle(TRIES, () -> tickNanos.getAsLong() / MINUTES);
    }

    enum Answer {
        YES,
        NO,
        /** The order names no postcode, so nobody can show that they are. */
        CAN_NOT_TELL,
        TOO_MANY_TRIES;

        /** Key of the text that says so. */
        String key() {
            return switch (this) {
                case YES -> "postcode.yes";
                case NO -> "postcode.no";
                case CAN_NOT_TELL -> "postcode.none";
                case TOO_MANY_TRIES -> "postcode.too-many";
            };
        }
    }

    Answer isAt(ParcelId parcel, String postcode) {
        String key = parcel.value().toString();
        if (!tries.tryAcquire(key)) {
            return Answer.TOO_MANY_TRIES;
        }
        Optional<Boolean> right = wishes.goesTo(parcel, postcode);
        if (right.isEmpty()) {
            return Answer.CAN_NOT_TELL;
        }
        if (right.get()) {
            tries.giveBack(key);
        }
        return right.get() ? Answer.YES : Answer.NO;
    }
}
