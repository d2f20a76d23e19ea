package io.tagline.hub.care;

/** What can't be done, and why. Thrown inside transactions too, so that nothing of them stays. */
public final class CareRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What who asked can do about it. */
    public enum Reason {
        /** Ask for another. */
        NOT_FOUND,
        /** Look again, then decide again. */
        STALE,
        /** Have somebody else do it. */
        NOT_ALLOWED,
        /** Ask for something else. */
        WRONG
    }

    private final Reason reason;
    private final String field;

    /**
     * A refusal.
     *
     * @param field that is wrong, as in the API
     * @param message value and expectation
     */
    public CareRefusedException(Reason reason, String field, String message) {
        super(message);
        this.reason = reason;
        this.field = field;
    }

    static CareRefusedException noCase(String number) {
        return new CareRefusedException(
                Reason.NOT_FOUND, "number", "case \"" + number + "\": expected the number of a case");
    }

    public Reason reason() {
        return reason;
    }

    public String field() {
        return field;
    }
}
