package io.tagline.hub.intake;

import io.tagline.hub.ledger.RawMessage;
import io.tagline.wire.Topics;
import java.util.Optional;

/**
 * A message as the broker handed it over.
 *
 * @param parsed its topic, taken apart; empty if it is of no form that this version knows
 * @param retained true if the broker kept it from before we asked
 * @param arrivedNanos {@link System#nanoTime} at its arrival
 * @param acknowledge tells the broker that we are done with it; does nothing once its connection is gone
 */
record Arrival(
        RawMessage raw, Optional<Topics.Parsed> parsed, boolean retained, long arrivedNanos, Runnable acknowledge) {
    boolean is(Topics.Kind kind) {
        return parsed.isPresent() && parsed.get().kind() == kind;
    }
}
