package io.tagline.hub.access;

import io.tagline.hub.store.Transactions;
import io.tagline.wire.AgentAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The secrets that agents log in to the embedded broker with, by their hashes. Asked by the broker at each log-in and
 * changed by the command {@code agent}; safe for any thread.
 */
public final class AgentCredentials {

    private final Transactions transactions;
    private final InstantSource clock;

    public AgentCredentials(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** An agent that may connect, and since when. */
    public record AgentCredential(AgentAddress agent, Instant createdAt) {}

    /** Makes a secret for an agent; empty if it has one already. The secret can't be had again. */
    public Optional<String> add(Viewer by, AgentAddress agent) {
        String secret = MachineSecret.random();
        AgentCredential entry = new AgentCredential(agent, clock.instant());
        boolean added = transactions.write(tx -> {
            boolean free = AgentCredentialsTable.hash(tx, agent).isEmpty();
            if (free) {
                AgentCredentialsTable.insert(tx, entry, MachineSecret.hash(secret));
                Audit.record(tx, by, "agent.added", "agent:" + agent, "", entry.createdAt());
            }
            return free;
        });
        return added ? Optional.of(secret) : Optional.empty();
    }

    /** Takes an agent's secret away; the broker cuts it off within seconds. False if it had none. */
    public boolean remove(Viewer by, AgentAddress agent) {
        return transactions.write(tx -> {
            boolean there = AgentCredentialsTable.delete(tx, agent);
            if (there) {
                Audit.record(tx, by, "agent.removed", "agent:" + agent, "", clock.instant());
            }
            return there;
        });
    }

    /** All that may connect, by site and name. */
    public List<AgentCredential> all() {
        return transactions.read(AgentCredentialsTable::all);
    }

    /** Whether this is the agent's secret. */
    public boolean isRight(AgentAddress agent, String secret) {
        return transactions
                .read(tx -> AgentCredentialsTable.hash(tx, agent))
                .filter(hash -> MachineSecret.matches(secret, hash))
                .isPresent();
    }
}
