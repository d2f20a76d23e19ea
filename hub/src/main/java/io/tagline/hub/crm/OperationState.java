package io.tagline.hub.crm;

import java.util.Locale;

/** Where an operation is on its way. */
public enum OperationState {
    /** For its turn, or its time; ends when it is sent. */
    WAITING,
    /** A request with it is under way; ends with the answer. Found at start it means ambiguous. */
    SENT,
    /** Sent, and nobody knows what became of it; ends when the CRM can't be at it any more and it was looked for there. */
    AMBIGUOUS,
    /** Waits for a person, and its customer's others with it. */
    PARKED,
    /** Made in a dry run; waits again once that is over. */
    TRIED,
    /** Is at the CRM, or need not be. */
    DONE;

    /** Stable word in the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static OperationState ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
