package io.tagline.edge.passage;

import io.tagline.edge.portal.PortalId;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;

/**
 * One tag's passage through a portal, as decided on the reads up to {@code decidedTick}. The journal makes it a scan. Ticks
 * are on the agent's elapsed time, {@link System#nanoTime()}.
 *
 * @param atTick when the tag crossed the portal's line, by estimate; with no direction, when it was read strongest
 * @param firstTick the first read of this visit to the portal
 * @param lastTick the last read of it so far
 * @param reads reads by this portal's antennas in this visit
 * @param peakRssiDbm the strongest of them; NaN if the reader reports no signal strength
 * @param confidence 0 to 1, the detector's probability that the tag passed here and this way
 * @param evidence the reads and the mates that speak for it
 */
public record Passage(
        PortalId portal,
        Epc epc,
        Direction direction,
        long atTick,
        long firstTick,
        long lastTick,
        int reads,
        float peakRssiDbm,
        float confidence,
        long decidedTick,
        Evidence evidence) {

    /** The same passage with what photo-eyes add to it. */
    public Passage weighed(Evidence.Eye said, Direction directionNow, long atTickNow, float confidenceNow) {
        return new Passage(
                portal,
                epc,
                directionNow,
                atTickNow,
                firstTick,
                lastTick,
                reads,
                peakRssiDbm,
                confidenceNow,
                decidedTick,
                evidence.and(said));
    }
}
