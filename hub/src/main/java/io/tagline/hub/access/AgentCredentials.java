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
    public Optional<String> add(AgentAddress agent) {
        String secret = MachineSecret.random();
        boolean added = transactions.write(tx -> {
            boolean taken = tx.sql("SELECT 1 FROM agent_credentials WHERE site = ? AND agent = ?")
                            .params(agent.site(), agent.agent())
                            .query()
                            .listOfRows()
                            .size()
                    > 0;
            return !taken
                    && tx.sql(
                                            "INSERT INTO agent_credentials (site, agent, secret_hash, created_at) VALUES (?, ?, ?, ?)")
                                    .params(agent.site(), agent.agent(), MachineSecret.hash(secret), clock.millis())
                                    .update()
                            == 1;
        });
        return added ? Optional.of(secret) : Optional.empty();
    }

    /** Takes an agent's secret away; the broker cuts it off within seconds. False if it had none. */
    public boolean remove(AgentAddress agent) {
        return transactions.write(tx -> tx.sql("DELETE FROM agent_credentials WHERE site = ? AND agent = ?")
                        .params(agent.site(), agent.agent())
                        .update()
                == 1);
    }

    /** All that may connect, by site and name. */
    public List<AgentCredential> all() {
        return transactions.read(
                tx -> tx.sql("SELECT site, agent, created_at FROM agent_credentials ORDER BY site, agent")
                        .query((row, number) -> new AgentCredential(
                                new AgentAddress(row.getString("site"), row.getString("agent")),
                                Instant.ofEpochMilli(row.getLong("created_at"))))
                        .list());
    }

    /** Whether this is the agent's secret. */
    public boolean isRight(AgentAddress agent, String secret) {
        return transactions
                .read(tx -> tx.sql("SELECT secret_hash FROM agent_credentials WHERE site = ? AND agent = ?")
                        .params(agent.site(), agent.agent())
                        .query(String.class)
                        .optional())
                .filter(hash -> MachineSecret.matches(secret, hash))
                .isPresent();
    }
}
