package io.tagline.simulator;

/** What somebody at the reader's console may do to the ROSpec of the client that is connected. */
public enum Tampering {
    /** It is deleted, and all others with it. */
    DELETE,
    /** It is disabled. */
    DISABLE,
    /** It is stopped; no event tells of it, as when notifications were switched off too. */
    STOP,
    /** It is replaced by another one under the same id, on antenna 1 only. */
    REPLACE
}
