package io.tagline.edge.manifest;

import java.util.Locale;

/** What a scan means at the portal where it was made, by the manifest in hand. */
public enum Verdict {
    /** On the load of this portal, and not through it before. */
    EXPECTED,
    /** On the load of this portal, and counted already. */
    ALREADY_PASSED,
    /** Against the way of the load: it counts as not passed again. */
    RETURNED,
    /** A parcel, but on no load of this agent's portals. */
    NOT_EXPECTED,
    /** On the load of another portal. */
    WRONG_DOOR,
    /** Must not pass here: held, customs, stolen … */
    REFUSED,
    /** Not the tag of a parcel. */
    UNKNOWN_TAG,
    /** This portal has no load open, or no manifest has ever come: nothing can be said. */
    NO_LOAD;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The word in settings and on the board: {@code already-passed}. */
    public String code() {
        return code;
    }

    /** True if staff must stop this parcel. */
    public boolean isStop() {
        return this == NOT_EXPECTED || this == WRONG_DOOR || this == REFUSED;
    }
}
