package io.tagline.hub.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * A message that was refused, all of it or a part, and is kept.
 *
 * @param at when it came first
 * @param lastAt when the same message came last
 * @param times how often it came
 * @param message as it came; its body may be the beginning of it
 * @param bytes how long the body was
 * @param whole true if all of the body is kept, so that it can be taken in again
 * @param reason names the thing, the value and what was expected
 */
public record DeadLetter(
        UUID id,
        Instant at,
        Instant lastAt,
        long times,
        RawMessage message,
        long bytes,
        boolean whole,
        String reason) {}
