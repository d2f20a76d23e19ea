package io.tagline.hub.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * What somebody did with a dead letter. It outlives the letter.
 *
 * @param who user or key, e.g. {@code user:ada} or {@code key:sorter}
 * @param topic of the letter
 * @param reason that the letter had been kept for
 * @param outcome what came of it, one line
 */
public record DeadLetterAct(
        UUID letter, Instant at, String who, Kind kind, String topic, String reason, String outcome) {
    /** What can be done with a letter. */
    public enum Kind {
        /** Taken in again, as if it had just come. */
        RESUBMITTED("resubmitted"),
        /** Thrown away. */
        DISCARDED("discarded");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** Stable word in the store and in the API. */
        public String code() {
            return code;
        }

        static Kind ofCode(String code) {
            return code.equals(DISCARDED.code) ? DISCARDED : RESUBMITTED;
        }
    }
}
