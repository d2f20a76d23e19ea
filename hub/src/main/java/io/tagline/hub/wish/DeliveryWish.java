package io.tagline.hub.wish;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * How an addressee would like to get a parcel.
 *
 * @param day of a {@link Kind#LATER_DAY}; else empty
 */
public record DeliveryWish(Kind kind, Optional<LocalDate> day, Instant at) {
    /** What can be wished. */
    public enum Kind {
        /** As it comes: takes back an earlier wish. */
        NONE,
        /** At the door, or where the courier finds a dry place. */
        SAFE_PLACE,
        /** With whoever opens next door. */
        NEIGHBOUR,
        /** Kept at the post office, to be fetched. */
        PICKUP,
        /** Not before a day. */
        LATER_DAY;

        /** Stable word in the store, in forms and in texts. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind with this code. */
        public static Optional<Kind> ofCode(String code) {
            for (Kind kind : values()) {
                if (kind.code().equals(code)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException for a day without the kind that has one, or the other way round */
    public DeliveryWish {
        if (day.isPresent() != (kind == Kind.LATER_DAY)) {
            throw new IllegalArgumentException("wish " + kind.code() + (day.isPresent() ? " with" : " without")
                    + " a day: expected a day for " + Kind.LATER_DAY.code() + " and for no other");
        }
    }
}
