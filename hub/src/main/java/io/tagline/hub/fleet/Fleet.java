package io.tagline.hub.fleet;

import io.tagline.hub.ledger.DeadLetters;
import io.tagline.hub.ledger.JournalState;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.Health;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What is known of each agent. It is kept in the store alone, so that every hub on one database shows the same and a restart
 * forgets nothing. Safe for any thread.
 */
public final class Fleet {
    private final Transactions transactions;
    private final InstantSource clock;

    public Fleet(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** All agents, with how their journals stand against the ledger. */
    public FleetView view() {
        Instant now = clock.instant();
        return transactions.read(tx -> {
            List<AgentView> agents = AgentsTable.all(tx).stream()
                    .map(agent -> view(tx, agent, now))
                    .toList();
            return new FleetView(now, agents, DeadLetters.count(tx));
        });
    }

    /** Notes an agent's health. In the caller's transaction. */
    public static void heard(Tx tx, AgentAddress address, Health health, Instant now) {
        AgentRecord known = AgentsTable.find(tx, address)
                .orElseGet(() -> new AgentRecord(address, AgentStatus.ONLINE, now, now, Optional.empty()));
        AgentsTable.put(tx, known.with(health, now));
    }

    /** Notes an agent's status. In the caller's transaction. */
    public static void heard(Tx tx, AgentAddress address, AgentStatus status, Instant now) {
        AgentRecord known = AgentsTable.find(tx, address)
                .orElseGet(() -> new AgentRecord(address, status, now, now, Optional.empty()));
        AgentsTable.put(tx, known.with(status, now));
    }

    private static AgentView view(Tx tx, AgentRecord agent, Instant now) {
        Optional<JournalState> journal =
                agent.health().map(health -> Journals.state(tx, health.journal().id()));
        return new AgentView(
                agent.address(),
                agent.stateAt(now),
                agent.stateSince(now),
                agent.heardAt(),
                agent.health(),
                journal.map(JournalState::count).orElse(0L),
                journal.map(JournalState::wanted).orElse(List.of()),
                journal.map(JournalState::lost).orElse(0L));
    }
}
