package io.tagline.hub.crm.peer;

/** A whole request to a CRM failed; which way says what to do next. */
public abstract sealed class PeerException extends Exception
        permits PeerAwayException, PeerBusyException, PeerClosedException, PeerUnsureException {
    private static final long serialVersionUID = 1L;

    PeerException(String message, Throwable cause) {
        super(message, cause);
    }

    PeerException(String message) {
        super(message);
    }
}
