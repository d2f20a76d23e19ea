package io.tagline.hub.crm.peer;

/**
 * It refuses us as a whole: credentials, a right, a model or field that isn't there. Nothing was done, and nothing will be until a
 * person has mended it; all that waits for this CRM stands still, and says why.
 */
public final class PeerClosedException extends PeerException {
    private static final long serialVersionUID = 1L;

    /** What a person has to look at. */
    public enum Why {
        CREDENTIALS,
        RIGHTS,
        SCHEMA,
        REQUEST
    }

    private final Why why;

    public PeerClosedException(Why why, String message) {
        super(message);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
