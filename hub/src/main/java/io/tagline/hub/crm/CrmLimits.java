package io.tagline.hub.crm;

import java.time.Duration;

/**
 * How much a CRM may be asked.
 *
 * @param requests most in any time of this length
 * @param window the length, 10 ms or more
 * @param concurrent most at the same time, 1 to 32
 */
public record CrmLimits(int requests, Duration window, int concurrent) {
    private static final int MOST_AT_ONCE = 32;

    public CrmLimits {
        if (requests < 1 || concurrent < 1 || concurrent > MOST_AT_ONCE || window.toMillis() < 10) {
            throw new IllegalArgumentException(requests + " requests in " + window + ", " + concurrent
                    + " at once: expected 1 or more in 10 ms or more, and 1 to " + MOST_AT_ONCE + " at once");
        }
    }
}
