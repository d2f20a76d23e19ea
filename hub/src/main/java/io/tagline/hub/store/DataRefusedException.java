package io.tagline.hub.store;

/** The database refuses what it was given; nothing of the transaction is in it. Trying the same again won't help. */
public final class DataRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
