package io.tagline.hub.crm.peer;

/**
 * The request went out and no answer came that says what became of it. It may be done, or be done yet: nobody sends it again before
 * the longest time that the CRM works at one request is over, and the record was looked for by its key.
 */
public final class PeerUnsureException extends PeerException {
    private static final long serialVersionUID = 1L;

    public PeerUnsureException(String message, Throwable cause) {
        super(message, cause);
    }

    public PeerUnsureException(String message) {
        super(message);
    }
}
