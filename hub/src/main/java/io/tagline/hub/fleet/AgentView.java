package io.tagline.hub.fleet;

import io.tagline.wire.AgentAddress;
import io.tagline.wire.Health;
import io.tagline.wire.SeqRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One agent.
 *
 * @param stateSince when this state began, by the hub's clock
 * @param lastHeardAt when the newest health or status came, by the hub's clock
 * @param health the newest, as the agent sent it
 * @param problems what is wrong, the worst first
 * @param committed scans of its current journal in the ledger
 * @param wanted ranges of its current journal that the hub misses and the agent still holds
 * @param lost sequence numbers of all journals that it holds, that the hub misses and that the agent, asked again, does not have,
 *     and whose loss nobody has dismissed
 */
public record AgentView(
        AgentAddress address,
        AgentState state,
        Instant stateSince,
        Instant lastHeardAt,
        Optional<Health> health,
        List<FleetProblem> problems,
        long committed,
        List<SeqRange> wanted,
        long lost) {
    public AgentView {
        problems = List.copyOf(problems);
        wanted = List.copyOf(wanted);
    }
}
