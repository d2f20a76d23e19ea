package io.tagline.hub.fleet;

import io.tagline.hub.ledger.DeadLetters;
import io.tagline.hub.ledger.JournalState;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What is known of each agent. It is kept in the store alone, so that every hub on one database shows the same and a restart
 * forgets nothing. Safe for any thread.
 */
public final class Fleet {
    private static final int MOST_DISMISSALS = 50;

    private final Transactions transactions;
    private final HubChecks checks;
    private final InstantSource clock;
    private final String hubVersion = version();

    public Fleet(Transactions transactions, HubChecks checks, InstantSource clock) {
        this.transactions = transactions;
        this.checks = checks;
        this.clock = clock;
    }

    private static String version() {
        String version = Fleet.class.getPackage().getImplementationVersion();
        return version == null ? "" : version;
    }

    /** All agents, with how their journals stand against the ledger. */
    public FleetView view() {
        Instant now = clock.instant();
        List<FleetProblem> ofHub = hubProblems();
        return transactions.read(tx -> {
            List<AgentRecord> records = AgentsTable.all(tx);
            List<AgentView> agents =
                    records.stream().map(agent -> view(tx, agent, now)).toList();
            long letters = DeadLetters.count(tx);
            return new FleetView(now, and(ofHub, letters, HubClock.behind(records, now)), agents, letters);
        });
    }

    /** What is wrong with the hub itself, as far as can be told without its database. */
    public List<FleetProblem> hubProblems() {
        return checks.look();
    }

    private static List<FleetProblem> and(List<FleetProblem> ofHub, long letters, Optional<FleetProblem> ofClock) {
        List<FleetProblem> problems = new ArrayList<>(ofHub);
        ofClock.ifPresent(problems::add);
        if (letters > 0) {
            problems.add(FleetProblem.of(KnownProblem.DEAD_LETTERS, letters + " wait for a person"));
        }
        problems.sort(FleetProblem.WORST_FIRST);
        return problems;
    }

    /** What the agent's journals have lost, the present one first; empty for an agent that has sent no health. */
    public List<LossView> losses(AgentAddress agent) {
        return transactions.read(tx -> journalsOf(tx, agent).stream()
                .map(journal -> new LossView(
                        agent,
                        journal,
                        Journals.state(tx, journal).lostRanges(),
                        Journals.dismissals(tx, journal, MOST_DISMISSALS)))
                .toList());
    }

    /**
     * Notes that a person knows of what this journal has lost: it is no longer a problem. Who, when and why is kept.
     *
     * @param journal as shown to the person: nothing is dismissed if the agent no longer has it
     * @return how many numbers were dismissed
     */
    public long dismissLost(AgentAddress agent, UUID journal, String who, String note) {
        Instant now = clock.instant();
        return transactions.write(
                tx -> journalsOf(tx, agent).contains(journal) ? Journals.dismissLost(tx, journal, who, note, now) : 0L);
    }

    private static List<UUID> journalsOf(Tx tx, AgentAddress agent) {
        return AgentsTable.find(tx, agent)
                .flatMap(AgentRecord::health)
                .map(Fleet::journalsOf)
                .orElse(List.of());
    }

    /** Those whose scans the agent holds, the one that it writes first, then from new to old. */
    private static List<UUID> journalsOf(Health health) {
        List<UUID> journals = new ArrayList<>();
        journals.add(health.journal().id());
        List<Health.EarlierJournal> earlier = health.journal().earlier();
        for (int i = earlier.size() - 1; i >= 0; i--) {
            journals.add(earlier.get(i).id());
        }
        return journals;
    }

    /** Notes an agent's health. In the caller's transaction. */
    public static void heard(Tx tx, AgentAddress address, Health health, Instant now) {
        AgentRecord known = AgentsTable.find(tx, address)
                .orElseGet(() -> new AgentRecord(address, AgentStatus.ONLINE, now, now, Optional.empty()));
        AgentsTable.put(tx, known.with(health, now));
        AgentPortalsTable.put(
                tx,
                address,
                health.portals().stream().map(Health.PortalHealth::id).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The portals that each agent of a site watches, by its newest health; agents in the order of their names. */
    public static Map<AgentAddress, Set<String>> portals(Tx tx, String site) {
        return AgentPortalsTable.ofSite(tx, site);
    }

    /** The same for all sites. */
    public static Map<AgentAddress, Set<String>> portals(Tx tx) {
        return AgentPortalsTable.all(tx);
    }

    /** Notes an agent's status. In the caller's transaction. */
    public static void heard(Tx tx, AgentAddress address, AgentStatus status, Instant now) {
        AgentRecord known = AgentsTable.find(tx, address)
                .orElseGet(() -> new AgentRecord(address, status, now, now, Optional.empty()));
        AgentsTable.put(tx, known.with(status, now));
    }

    private AgentView view(Tx tx, AgentRecord agent, Instant now) {
        List<JournalStanding> journals = agent.health().map(Fleet::journalsOf).orElse(List.of()).stream()
                .map(id -> new JournalStanding(id, Journals.state(tx, id), Journals.trouble(tx, id)))
                .toList();
        JournalState present =
                journals.isEmpty() ? JournalState.UNKNOWN : journals.get(0).state();
        return new AgentView(
                agent.address(),
                agent.stateAt(now),
                agent.stateSince(now),
                agent.heardAt(),
                agent.health(),
                AgentProblems.of(agent, journals, hubVersion, now),
                present.count(),
                present.wanted(),
                journals.stream().mapToLong(journal -> journal.state().lost()).sum());
    }
}
