package io.tagline.edge.journal;

import java.io.IOException;

/** The journal is damaged, and as many damaged ones are kept as may be: a person has to look at the disk first. */
final class TooManyDamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    TooManyDamagedException(String message) {
        super(message);
    }
}
