package io.tagline.edge.signal;

/** A light could not be opened or switched; it is tried again. The message names the setting, the value and what is wrong. */
public final class SignalException extends Exception {
    private static final long serialVersionUID = 1L;

    public SignalException(String message) {
        super(message);
    }

    public SignalException(String message, Throwable cause) {
        super(message, cause);
    }
}
