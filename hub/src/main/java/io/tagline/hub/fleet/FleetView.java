package io.tagline.hub.fleet;

import java.time.Instant;
import java.util.List;

/**
 * All agents that the hub has heard of, by site and name.
 *
 * @param at the time that states are meant for
 * @param problems of the hub itself, the worst first
 * @param deadLetters messages refused and kept until somebody looks after them
 */
public record FleetView(Instant at, List<FleetProblem> problems, List<AgentView> agents, long deadLetters) {
    public FleetView {
        problems = List.copyOf(problems);
        agents = List.copyOf(agents);
    }
}
