package io.tagline.edge.eye;

import java.util.Locale;

/** Where the beam of an eye goes across a portal, seen from the portal's line. In the order in which a parcel meets them on its way in. */
public enum EyePosition {
    /** On the side of the yard, the trailer or the street. */
    OUTSIDE,
    /** At the line itself. */
    MIDDLE,
    /** On the side of the depot. */
    INSIDE;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The word in settings. */
    public String code() {
        return code;
    }
}
