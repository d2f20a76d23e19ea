package io.tagline.hub;

/** The command could not do what it was asked, for a reason that a person can act on: exit status 1. */
final class CommandFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message);
    }
}
