package io.tagline.wire;

import java.util.Locale;
import java.util.Optional;

/** Which way a tag went through a portal. On the wire in lower case. */
public enum Direction {
    /** From the outside antennas to the inside ones. */
    IN,
    /** From the inside antennas to the outside ones. */
    OUT,
    /** The reads do not tell: an antenna on one side only, or too little evidence. */
    UNKNOWN;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The word on the wire: {@code in}, {@code out} or {@code unknown}. */
    public String code() {
        return code;
    }

    /** The direction with this code, or empty if there is none. */
    public static Optional<Direction> ofCode(String code) {
        for (Direction direction : values()) {
            if (direction.code.equals(code)) {
                return Optional.of(direction);
            }
        }
        return Optional.empty();
    }
}
