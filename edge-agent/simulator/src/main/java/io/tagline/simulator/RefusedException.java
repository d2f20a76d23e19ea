package io.tagline.simulator;

/** A command that the reader refuses. Becomes the LLRPStatus of its response; the connection goes on. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    private final StatusCode status;

    RefusedException(StatusCode status, String words) {
        super(words);
        this.status = status;
    }

    StatusCode status() {
        return status;
    }

    /** The message names the thing, the value and what was expected; a client shows it to its operator. */
    String words() {
        return String.valueOf(getMessage());
    }
}
