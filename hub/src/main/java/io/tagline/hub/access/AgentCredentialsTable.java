package io.tagline.hub.access;

import io.tagline.hub.access.AgentCredentials.AgentCredential;
import io.tagline.hub.store.Tx;
import io.tagline.wire.AgentAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** SQL of agents' secrets, by their hashes. */
final class AgentCredentialsTable {

    private AgentCredentialsTable() {}

    static Optional<String> hash(Tx tx, AgentAddress agent) {
        return tx.sql("SELECT secret_hash FROM agent_credentials WHERE site = ? AND agent = ?")
                .params(agent.site(), agent.agent())
                .query(String.class)
                .optional();
    }

    static List<AgentCredential> all(Tx tx) {
        return tx.sql("SELECT site, agent, created_at FROM agent_credentials ORDER BY site, agent")
                .query((row, number) -> new AgentCredential(
                        new AgentAddress(row.getString("site"), row.getString("agent")),
                        Instant.ofEpochMilli(row.getLong("created_at"))))
                .list();
    }

    static void insert(Tx tx, AgentCredential credential, String hash) {
        tx.sql("INSERT INTO agent_credentials (site, agent, secret_hash, created_at) VALUES (?, ?, ?, ?)")
                .params(
                        credential.agent().site(),
                        credential.agent().agent(),
                        hash,
                        credential.createdAt().toEpochMilli())
                .update();
    }

    static boolean delete(Tx tx, AgentAddress agent) {
        return tx.sql("DELETE FROM agent_credentials WHERE site = ? AND agent = ?")
                        .params(agent.site(), agent.agent())
                        .update()
                == 1;
    }
}
