package io.tagline.edge.manifest;

import java.util.Locale;

/** What a scan means at the portal where it was made, by the manifest in hand. */
public enum Verdict {
    /** On the load of this portal, and not through it before. */
    EXPECTED(1),
    /** On the load of this portal, and counted already. */
    ALREADY_PASSED(2),
    /** Of this load and had passed, and now against its way: it counts as not passed again. */
    RETURNED(3),
    /** A parcel, but on no load of this agent's portals. */
    NOT_EXPECTED(4),
    /** On the load of another portal. */
    WRONG_DOOR(5),
    /** Must not pass here: held, customs, stolen … */
    REFUSED(6),
    /** Not the tag of a parcel. */
    UNKNOWN_TAG(7),
    /** Nothing can be said: no load open here, no manifest ever, or it goes against the way of a load for which it had not passed. */
    NO_LOAD(8);

    private final int number;
    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Verdict(int number) {
        this.number = number;
    }

    /** For a PLC, 1 to 8; never changed. */
    public int number() {
        return number;
    }

    /** The word in settings and on the board: {@code already-passed}. */
    public String code() {
        return code;
    }

    /** True if staff must stop this parcel. */
    public boolean isStop() {
        return this == NOT_EXPECTED || this == WRONG_DOOR || this == REFUSED;
    }
}
