package io.tagline.hub.intake;

import io.tagline.hub.ledger.RawMessage;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.NumbersOf;
import io.tagline.wire.Payload;
import io.tagline.wire.Topics;
import io.tagline.wire.Topics.Kind;
import io.tagline.wire.WireCodec;
import io.tagline.wire.WireFormatException;
import java.util.Optional;

/**
 * A message that can't be taken.
 *
 * @param numbers of the scans that it brings, as far as they can be read
 * @param reason names the thing, the value and what was expected
 */
record Refusal(RawMessage raw, Optional<Numbers> numbers, String reason) {
    /** Numbers of scans, and whose they are. */
    record Numbers(AgentAddress agent, NumbersOf seqs) {}

    /** Of any message. */
    static Refusal of(RawMessage raw, String reason) {
        return new Refusal(
                raw,
                Topics.parse(raw.topic())
                        .filter(topic -> topic.kind() == Kind.SCANS)
                        .flatMap(topic -> numbers(raw).map(seqs -> new Numbers(topic.from(), seqs))),
                reason);
    }

    private static Optional<NumbersOf> numbers(RawMessage raw) {
        try {
            return WireCodec.numbersIn(Payload.received(raw.body().bytes(), raw.encoding()));
        } catch (WireFormatException e) {
            return Optional.empty();
        }
    }
}
