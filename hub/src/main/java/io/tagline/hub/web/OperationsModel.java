package io.tagline.hub.web;

import io.tagline.hub.fleet.AgentView;
import io.tagline.hub.fleet.Alarm;
import io.tagline.hub.fleet.FleetView;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.KnownProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What operations watch: alarms that nobody has seen first, then each site with its agents. */
record OperationsModel(FleetModel fleet, long unseen, List<AlarmRow> alarms, List<SiteRow> sites) {

    private static final int MOST_ALARMS = 200;

    /** @param agent {@code ott-1/gw-1}; empty for the hub */
    record AlarmRow(String site, String agent, FleetModel.Problem problem, Optional<SeenBy> seen) {}

    /** Who looks after it. */
    record SeenBy(String who, String note, String since) {}

    /** A site. */
    record SiteRow(String id, List<AgentRow> agents) {}

    /**
     * An agent; what it has not said is not known.
     *
     * @param antennas alarms of antennas
     */
    record AgentRow(FleetModel.Agent agent, long reading, long readers, long antennas) {}

    static OperationsModel of(FleetView view, List<Alarm> alarms) {
        FleetModel fleet = FleetModel.of(view);
        Map<String, AgentView> views = new TreeMap<>();
        view.agents().forEach(agent -> views.put(agent.address().toString(), agent));
        Map<String, List<AgentRow>> bySite = new TreeMap<>();
        fleet.agents().stream()
                .sorted(Comparator.comparing(FleetModel.Agent::name))
                .forEach(agent -> bySite.computeIfAbsent(agent.site(), first -> new ArrayList<>())
                        .add(row(agent, views.get(agent.site() + "/" + agent.name()))));
        return new OperationsModel(
                fleet,
                alarms.stream().filter(alarm -> alarm.seen().isEmpty()).count(),
                alarms.stream()
                        .limit(MOST_ALARMS)
                        .map(alarm -> row(alarm, view.at()))
                        .toList(),
                bySite.entrySet().stream()
                        .map(site -> new SiteRow(site.getKey(), site.getValue()))
                        .toList());
    }

    private static AgentRow row(FleetModel.Agent agent, @Nullable AgentView view) {
        List<FleetModel.Reader> readers =
                agent.detail().map(FleetModel.Detail::readers).orElse(List.of());
        return new AgentRow(
                agent,
                readers.stream().filter(FleetModel.Reader::good).count(),
                readers.size(),
                view == null
                        ? 0
                        : view.problems().stream()
                                .filter(problem -> problem.name().equals(KnownProblem.ANTENNA_DISCONNECTED.code())
                                        || problem.name().equals(KnownProblem.ANTENNA_SILENT.code()))
                                .count());
    }

    private static AlarmRow row(Alarm alarm, Instant now) {
        return new AlarmRow(
                alarm.agent().map(AgentAddress::site).orElse(""),
                alarm.agent().map(AgentAddress::agent).orElse(""),
                new FleetModel.Problem(
                        alarm.problem().name(),
                        alarm.problem().known(),
                        alarm.problem().severity(),
                        alarm.problem().detail(),
                        alarm.problem().since().map(at -> Ages.since(at, now)).orElse("")),
                alarm.seen().map(seen -> new SeenBy(seen.who(), seen.note(), Ages.since(seen.at(), now))));
    }

    Map<String, Object> asMap() {
        return Map.of("ops", this, "fleet", fleet);
    }
}
