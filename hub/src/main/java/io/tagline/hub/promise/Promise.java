package io.tagline.hub.promise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * What a customer was told of a parcel's arrival, and why.
 *
 * @param days empty where no day can be promised any more
 * @param note for staff, e.g. on which evidence
 */
public record Promise(Optional<Days> days, Reason reason, Optional<String> note, Instant computedAt) {

    /** The days on one of which it will be there. */
    public record Days(LocalDate from, LocalDate by) {
        /** @throws IllegalArgumentException for an end before the beginning */
        public Days {
            if (by.isBefore(from)) {
                throw new IllegalArgumentException(
                        "promise from " + from + " by " + by + ": expected its end not before");
            }
        }

        /** One day. */
        static Days on(LocalDate day) {
            return new Days(day, day);
        }
    }

    /** Why it was promised, or promised anew. */
    public enum Reason {
        /** The sender told the customer so. */
        ORDERED,
        /** The service level, from the moment the post had the parcel. */
        ACCEPTED,
        /** The post got it too late for the day that the sender had told. */
        ACCEPTED_LATE,
        /** By the times that parcels took from where it is, it will more likely than not be later. */
        DELAYED,
        /** By those times it will surely be there days before. */
        SOONER,
        /** It is with the courier. */
        OUT_FOR_DELIVERY,
        /** The courier could not hand it over. */
        ATTEMPT_FAILED,
        /** It goes back to the sender: nothing is promised any more. */
        RETURNING,
        /** What the promise before it was made on did not happen: the one before that holds again. */
        CORRECTED;

        /** Stable word in the store and the API, e.g. {@code accepted_late}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The reason with this code. */
        public static Optional<Reason> ofCode(String code) {
            for (Reason reason : values()) {
                if (reason.code().equals(code)) {
                    return Optional.of(reason);
                }
            }
            return Optional.empty();
        }
    }

    static Promise of(Days days, Reason reason, String note, Instant now) {
        return new Promise(Optional.of(days), reason, note.isEmpty() ? Optional.empty() : Optional.of(note), now);
    }
}
