package io.tagline.edge.eye.gpio;

/** A pin can't be had or read; the message names it and why. It is tried again. */
final class PinException extends Exception {
    private static final long serialVersionUID = 1L;

    PinException(String message, Throwable cause) {
        super(message, cause);
    }
}
