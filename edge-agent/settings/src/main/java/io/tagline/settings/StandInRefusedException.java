package io.tagline.settings;

/** A conversion would not take the stand-in for a missing value; the section is given up, its problem is noted. */
final class StandInRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StandInRefusedException(IllegalArgumentException cause) {
        super(cause);
    }
}
