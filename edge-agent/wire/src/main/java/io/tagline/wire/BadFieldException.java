package io.tagline.wire;

/** One field of a message is not what it should be; the parser stands after its value. */
final class BadFieldException extends Exception {
    private static final long serialVersionUID = 1L;

    BadFieldException(String field, String found, String expected) {
        super(field + " " + found + ": expected " + expected);
    }

    BadFieldException(String message) {
        super(message);
    }
}
