package io.tagline.hub.crm.peer;

import java.time.Duration;

/**
 * What a CRM can do as a whole.
 *
 * @param product as people know it, with what is known of its version
 * @param longestRequest after this long without an answer a request is over at the CRM, done or not
 * @param limits how it says that it is asked too much
 * @param pulls whether what changes there can be read
 */
public record PeerTraits(String product, Duration longestRequest, Limits limits, boolean pulls) {

    /** How a limit shows. */
    public enum Limits {
        NONE,
        /** HTTP 429 with Retry-After. */
        RETRY_AFTER,
        /** A refusal without a time: we wait longer each time. */
        SILENT,
        /** As above, and every answer says how much is left. */
        COUNTED
    }
}
