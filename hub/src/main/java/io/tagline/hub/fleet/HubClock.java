package io.tagline.hub.fleet;

import io.tagline.wire.ClockQuality;
import io.tagline.wire.KnownProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What agents that follow a time source say of the hub's own clock. */
final class HubClock {
    /** Of one agent alone nobody knows which of the two clocks is wrong. */
    private static final int FEWEST = 2;

    private HubClock() {}

    /** That it is behind, if most of them say so: those that are on line now, by their newest health. */
    static Optional<FleetProblem> behind(List<AgentRecord> agents, Instant now) {
        List<Duration> ahead = agents.stream()
                .filter(agent -> agent.stateAt(now) == AgentState.ONLINE)
                .flatMap(agent -> agent.health().stream()
                        .filter(health -> health.clock().quality() == ClockQuality.SYNCED)
                        .map(health -> Duration.between(agent.heardAt(), health.at())))
                .sorted()
                .toList();
        long wrong = ahead.stream()
                .filter(by -> by.compareTo(AgentProblems.CLOCK_AHEAD) > 0)
                .count();
        return wrong < FEWEST || 2 * wrong <= ahead.size()
                ? Optional.empty()
                : Optional.of(FleetProblem.of(
                        KnownProblem.HUB_CLOCK_BEHIND,
                        wrong + " of " + ahead.size()
                                + " agents that follow a time source are ahead of it, half of all by "
                                + ahead.get(ahead.size() / 2).toSeconds() + " s or more"));
    }
}
