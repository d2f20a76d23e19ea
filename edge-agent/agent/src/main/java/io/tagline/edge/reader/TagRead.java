package io.tagline.edge.reader;

import io.tagline.edge.portal.PortalAntenna;
import io.tagline.epc.Epc;

/**
 * One observation of one tag by one antenna of a portal, on its way from a reader's socket to the passage detector.
 *
 * @param rssiDbm peak signal strength of the backscatter; 0 or NaN if the reader does not report it
 * @param tickNanos when the antenna saw the tag, on the agent's elapsed time ({@link System#nanoTime()})
 */
public record TagRead(PortalAntenna at, Epc epc, float rssiDbm, long tickNanos) {
    /** Whether the reader reported a signal strength. No tag answers as loud as 0 dBm, so 0 stands for none. */
    public boolean hasRssi() {
        return rssiDbm < 0;
    }
}
