package io.tagline.llrp;

/**
 * One message's body does not hold what LLRP says it should, though its length was honest. The caller counts it, leaves the
 * message out and goes on with the next frame.
 */
public final class LlrpBodyException extends Exception {
    private static final long serialVersionUID = 1L;

    public LlrpBodyException(String message) {
        super(message);
    }

    public LlrpBodyException(String message, Throwable cause) {
        super(message, cause);
    }
}
