package io.tagline.hub.crm;

import java.time.Duration;

/**
 * How much of a CRM comes in.
 *
 * @param pullEvery how often it is asked what changed; zero for never
 * @param newCustomers whether customers that are made there become ours; else they are counted
 * @param compareEvery how often both sides are compared; zero for only when somebody asks
 * @param repair whether what is the hub's alone, and stands otherwise there or is gone, is written again; else it is reported
 */
public record InboundSetup(Duration pullEvery, boolean newCustomers, Duration compareEvery, boolean repair) {
    /** Nothing comes in, and nobody compares unasked. */
    public static final InboundSetup NONE = new InboundSetup(Duration.ZERO, false, Duration.ZERO, false);

    public InboundSetup {
        if (pullEvery.isNegative() || compareEvery.isNegative()) {
            throw new IllegalArgumentException(
                    "asked every " + pullEvery + ", compared every " + compareEvery + ": expected zero or more");
        }
    }
}
