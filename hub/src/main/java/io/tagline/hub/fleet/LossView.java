package io.tagline.hub.fleet;

import io.tagline.hub.ledger.LossDismissal;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.SeqRange;
import java.util.List;
import java.util.UUID;

/**
 * What an agent's journal has lost, and who has dismissed what of it.
 *
 * @param lost ranges that nobody has dismissed, lowest first
 * @param dismissals newest first
 */
public record LossView(AgentAddress agent, UUID journal, List<SeqRange> lost, List<LossDismissal> dismissals) {
    public LossView {
        lost = List.copyOf(lost);
        dismissals = List.copyOf(dismissals);
    }
}
