package io.tagline.hub.store;

/**
 * The database can't do its work for now: it restarts, is unreachable, its disk is full, a table is not there yet. Nothing of the
 * transaction is in it. Whoever can wait tries again later.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StoreTrouble trouble;

    public StoreUnavailableException(StoreTrouble trouble, String message, Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    /** What is wrong, for those who decide by it. */
    public StoreTrouble trouble() {
        return trouble;
    }
}
