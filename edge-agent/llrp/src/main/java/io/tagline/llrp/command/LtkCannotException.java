package io.tagline.llrp.command;

/** LTK could not read an answer; the caller walks it itself. Never leaves this package. */
final class LtkCannotException extends Exception {
    private static final long serialVersionUID = 1L;

    LtkCannotException(Throwable cause) {
        super(cause);
    }
}
