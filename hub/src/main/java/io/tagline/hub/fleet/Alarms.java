package io.tagline.hub.fleet;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.fleet.AlarmsTable.Row;
import io.tagline.hub.store.Transactions;
import io.tagline.wire.AgentAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Problems that stand, and the word of somebody that they have seen one: it holds until the problem ends, or one of its name begins
 * anew. Safe for any thread.
 */
public final class Alarms {
    public static final int LONGEST_NOTE = 500;

    private static final Comparator<Alarm> UNSEEN_FIRST = Comparator.comparing(
                    (Alarm alarm) -> alarm.seen().isPresent())
            .thenComparing(Alarm::problem, FleetProblem.WORST_FIRST);

    private final Transactions transactions;
    private final InstantSource clock;

    public Alarms(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** All of the hub and its agents, those first that nobody has seen, of these the worst. */
    public List<Alarm> of(FleetView view) {
        Map<AlarmsTable.Key, Row> seen = transactions.read(AlarmsTable::all);
        List<Alarm> alarms = new ArrayList<>();
        view.problems().forEach(problem -> alarms.add(alarm(Optional.empty(), problem, seen)));
        view.agents().forEach(agent -> agent.problems()
                .forEach(problem -> alarms.add(alarm(Optional.of(agent.address()), problem, seen))));
        alarms.sort(UNSEEN_FIRST);
        return alarms;
    }

    private static Alarm alarm(Optional<AgentAddress> agent, FleetProblem problem, Map<AlarmsTable.Key, Row> seen) {
        Row row = seen.get(AlarmsTable.Key.of(agent, problem.name()));
        return new Alarm(
                agent,
                problem,
                Optional.ofNullable(row).filter(known -> holds(known, problem)).map(Row::seen));
    }

    /** One that began after it was seen is another; to the millisecond, as the store keeps it. */
    private static boolean holds(Row row, FleetProblem problem) {
        return problem.since().isEmpty()
                || problem.since().get().toEpochMilli() <= row.beganAt().toEpochMilli()
                || !problem.since().get().isAfter(row.seen().at());
    }

    /**
     * Notes that somebody looks after a problem.
     *
     * @param note cut at 500 characters
     * @return false if it does not stand any more
     */
    public boolean see(Viewer who, FleetView view, Optional<AgentAddress> agent, String problem, String note) {
        Optional<FleetProblem> newest = of(view).stream()
                .filter(alarm ->
                        alarm.agent().equals(agent) && alarm.problem().name().equals(problem))
                .map(Alarm::problem)
                .max(Comparator.comparing(known -> known.since().orElse(Instant.EPOCH)));
        if (newest.isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        String kept = note.strip();
        Row row = new Row(
                newest.get().since().orElse(Instant.EPOCH),
                new Alarm.Seen(who.name(), kept.substring(0, Math.min(LONGEST_NOTE, kept.length())), now));
        transactions.write(tx -> {
            AlarmsTable.put(tx, AlarmsTable.Key.of(agent, problem), row);
            Audit.record(
                    tx,
                    who,
                    "alarm.acknowledged",
                    "alarm:" + problem,
                    agent.map(AgentAddress::toString).orElse("hub"),
                    now);
            return true;
        });
        return true;
    }

    /** Forgets what was seen of problems that have ended. */
    void letGo(FleetView view) {
        Set<AlarmsTable.Key> standing = of(view).stream()
                .map(alarm -> AlarmsTable.Key.of(alarm.agent(), alarm.problem().name()))
                .collect(Collectors.toSet());
        List<AlarmsTable.Key> over = transactions.read(AlarmsTable::all).keySet().stream()
                .filter(key -> !standing.contains(key))
                .toList();
        if (!over.isEmpty()) {
            transactions.write(tx -> {
                over.forEach(key -> AlarmsTable.delete(tx, key));
                return true;
            });
        }
    }
}
