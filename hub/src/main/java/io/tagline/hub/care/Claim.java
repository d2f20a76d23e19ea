package io.tagline.hub.care;

import io.tagline.hub.promise.Money;
import java.time.Instant;
import java.util.Optional;

/**
 * What a case asks for in money. One proposes an amount, another one with a limit high enough approves it.
 *
 * @param claimed what the customer asks for
 * @param proposal what the post means to pay
 */
public record Claim(Money claimed, Optional<Proposal> proposal, Optional<Decision> decision) {
    /** What somebody proposed to pay. */
    public record Proposal(Money amount, String by, Instant at) {}

    /** What somebody else decided on it. */
    public record Decision(boolean approved, String by, Instant at, Optional<String> note) {}
}
