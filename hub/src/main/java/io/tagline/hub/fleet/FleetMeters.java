package io.tagline.hub.fleet;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.wire.KnownProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The problems of agents and hub as measures, by name: {@code tagline_hub_agent_problem} and {@code tagline_hub_problem}, 1 for
 * each that stands. Brought up to date when somebody asks for the measures; safe for any thread.
 */
public final class FleetMeters {
    /** Lines in all; a fleet with more has its worst in them. */
    private static final int MOST_LINES = 2_000;

    private static final Logger log = LoggerFactory.getLogger(FleetMeters.class);

    private final Fleet fleet;
    private final MultiGauge ofAgents;
    private final MultiGauge ofHub;
    private final MultiGauge states;

    /** A line of an agent's problem, the same for several of one name. */
    private record Line(String site, String agent, FleetProblem problem) {
        Tags tags() {
            return Tags.of("site", site, "agent", agent, "name", problem.name());
        }
    }

    public FleetMeters(Fleet fleet, MeterRegistry registry) {
        this.fleet = fleet;
        this.ofAgents = MultiGauge.builder("tagline.hub.agent.problem")
                .description("1 for each problem of an agent that stands, by its name in the runbook")
                .register(registry);
        this.ofHub = MultiGauge.builder("tagline.hub.problem")
                .description("1 for each problem of the hub that stands, by its name in the runbook")
                .register(registry);
        this.states = MultiGauge.builder("tagline.hub.agents")
                .description("agents by how they stand")
                .register(registry);
    }

    /** Looks at the fleet. With the database away the measures of agents stay as they were, and the hub's say so. */
    public synchronized void refresh() {
        List<FleetProblem> ofTheHub = fleet.hubProblems();
        if (ofTheHub.stream().anyMatch(problem -> problem.name().equals(KnownProblem.HUB_DATABASE_AWAY.code()))) {
            showHub(ofTheHub);
            return;
        }
        try {
            show(fleet.view());
        } catch (StoreUnavailableException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("measures of the fleet are as they were");
        }
    }

    private void show(FleetView view) {
        List<Line> lines = new ArrayList<>();
        view.agents().forEach(agent -> agent.problems()
                .forEach(problem -> lines.add(
                        new Line(agent.address().site(), agent.address().agent(), problem))));
        lines.sort((a, b) -> FleetProblem.WORST_FIRST.compare(a.problem(), b.problem()));
        ofAgents.register(rows(lines.stream().map(Line::tags)), true);
        states.register(
                Stream.of(AgentState.values())
                        .<Row<?>>map(state -> Row.of(
                                Tags.of("state", state.code()),
                                view.agents().stream()
                                        .filter(agent -> agent.state() == state)
                                        .count()))
                        .toList(),
                true);
        showHub(view.problems());
    }

    private void showHub(List<FleetProblem> problems) {
        ofHub.register(rows(problems.stream().map(problem -> Tags.of("name", problem.name()))), true);
    }

    private static List<Row<?>> rows(Stream<Tags> tags) {
        return tags.distinct()
                .limit(MOST_LINES)
                .<Row<?>>map(each -> Row.of(each, 1))
                .toList();
    }
}
