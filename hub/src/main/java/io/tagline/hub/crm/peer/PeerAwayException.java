package io.tagline.hub.crm.peer;

/** It can't be reached, or answers that it can't work, and has certainly done nothing: tried again later, with growing pauses. */
public final class PeerAwayException extends PeerException {
    private static final long serialVersionUID = 1L;

    public PeerAwayException(String message, Throwable cause) {
        super(message, cause);
    }

    public PeerAwayException(String message) {
        super(message);
    }
}
