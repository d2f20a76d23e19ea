package io.tagline.simulator;

/** How a tag moves at a door. Places are metres from the door's line: negative is inside, positive outside. */
public enum Movement {
    /** From outside through the door into the depot. */
    IN(6, -6, -6),
    /** From the depot through the door to the outside. */
    OUT(-6, 6, 6),
    /** From inside up to the door's line and back: no passage, though both sides' antennas see it. */
    TURN_BACK_INSIDE(-6, 0, -6),
    /** From outside up to the door's line and back. */
    TURN_BACK_OUTSIDE(6, 0, 6),
    /** Stands inside, in good view of the antennas, as pallets beside a door do. */
    PARKED_INSIDE(-3, -3, -3),
    /** Stands outside, in good view. */
    PARKED_OUTSIDE(3, 3, 3),
    /** Stands inside at the edge of the field: a few weak reads now and then. */
    STRAY_INSIDE(-4.8, -4.8, -4.8),
    /** Stands outside at the edge of the field. */
    STRAY_OUTSIDE(4.8, 4.8, 4.8);

    private final double from;
    private final double middle;
    private final double to;

    Movement(double from, double middle, double to) {
        this.from = from;
        this.middle = middle;
        this.to = to;
    }

    /** Whether it gets anywhere. */
    boolean isWalk() {
        return from != middle;
    }

    /**
     * Where it is.
     *
     * @param fraction 0 at the start, 1 at the end
     */
    double metresAt(double fraction) {
        if (this == IN || this == OUT) {
            return from + (to - from) * fraction;
        }
        return fraction < 0.5 ? from + (middle - from) * 2 * fraction : middle + (to - middle) * (2 * fraction - 1);
    }
}
