package io.tagline.edge.portal;

import java.util.Locale;
import java.util.Optional;

/** Where an antenna hangs, seen from the portal's line. */
public enum Side {
    /** In the depot. */
    INSIDE(0),
    /** In the yard, the trailer or the street. */
    OUTSIDE(1);

    private final int index;

    private final String code = name().toLowerCase(Locale.ROOT);

    Side(int index) {
        this.index = index;
    }

    /** 0 inside, 1 outside: for arrays by side. */
    public int index() {
        return index;
    }

    /** The word in settings and recordings: {@code inside} or {@code outside}. */
    public String code() {
        return code;
    }

    /** The side with this code, or empty if there is none. */
    public static Optional<Side> ofCode(String code) {
        for (Side side : values()) {
            if (side.code.equals(code)) {
                return Optional.of(side);
            }
        }
        return Optional.empty();
    }
}
