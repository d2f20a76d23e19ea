package io.tagline.hub.outbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can happen that others act on. */
public enum Kind {
    /** An event is on a parcel's timeline. */
    EVENT_RECORDED,
    /** What a parcel's events come to is something else than before. */
    STATUS_CHANGED,
    /** A customer is promised another time, or a first one. */
    PROMISE_CHANGED,
    /** A case was opened, moved on or closed. */
    CASE_CHANGED,
    /** Somebody talked to a customer, by any channel, in either direction. */
    INTERACTION_RECORDED,
    /** What is kept of a customer is new or different. */
    CUSTOMER_CHANGED,
    /** An order is new or different. */
    ORDER_CHANGED,
    /** A customer has said how it was. */
    FEEDBACK_GIVEN;

    /** Stable word in the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of this code, or empty if there is none. */
    public static Optional<Kind> ofCode(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }
}
