package io.tagline.edge.portal;

/**
 * One antenna of a reader, watching one side of a portal.
 *
 * @param antenna the reader's own number for it, from 1 (LLRP 1.1 §13.2.1)
 * @param index number of the antenna over the whole agent, 0, 1, 2 … without gaps: detectors keep arrays by it
 */
public record PortalAntenna(PortalId portal, ReaderId reader, int antenna, Side side, int index) {
    /** The largest antenna number: LLRP counts them in 16 bits. */
    public static final int MAX_ANTENNA = 65_535;

    /** @throws IllegalArgumentException if a number is out of range */
    public PortalAntenna {
        if (antenna < 1 || antenna > MAX_ANTENNA) {
            throw new IllegalArgumentException(
                    portal + ": antenna " + antenna + " of reader " + reader + "; expected 1 to " + MAX_ANTENNA);
        }
        if (index < 0) {
            throw new IllegalArgumentException(portal + ": antenna index " + index + "; expected 0 or more");
        }
    }
}
