package io.tagline.hub.customer;

import java.util.Locale;

/** A customer can't be changed that way, as it stands. Nothing has changed. */
public final class CustomerConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    CustomerConflictException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** What is in the way: what the caller does next depends on it. */
    public enum Reason {
        /** Somebody else changed it meanwhile: look again. */
        STALE,
        /** It is there already, and different. */
        EXISTS,
        /** It was merged into another: change that one. */
        MERGED,
        /** Nothing is kept of the person, and nothing will be. */
        ERASED,
        /** There is no such customer, or no such merge. */
        MISSING,
        /** These two can't become one. */
        UNFIT;

        /** Stable word in the API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is in the way. */
    public Reason reason() {
        return reason;
    }
}
