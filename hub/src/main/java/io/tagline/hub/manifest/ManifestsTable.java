package io.tagline.hub.manifest;

import io.tagline.hub.store.Tx;
import io.tagline.wire.AgentAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What the newest manifest of each agent was. */
final class ManifestsTable {
    private ManifestsTable() {}

    /**
     * A manifest that was made.
     *
     * @param content fingerprint of what it says, in hexadecimal
     */
    record Made(long version, Instant issuedAt, String content) {}

    static List<AgentAddress> agents(Tx tx) {
        return tx.sql("SELECT site, agent FROM manifests ORDER BY site, agent")
                .query((row, n) -> new AgentAddress(row.getString(1), row.getString(2)))
                .list();
    }

    static Optional<Made> find(Tx tx, AgentAddress agent) {
        return tx.sql("SELECT version, issued_at, content FROM manifests WHERE site = ? AND agent = ?")
                .params(agent.site(), agent.agent())
                .query((row, n) -> new Made(
                        row.getLong(1),
                        Instant.ofEpochMilli(row.getLong(2)),
                        HexFormat.of().formatHex(row.getBytes(3))))
                .optional();
    }

    static void put(Tx tx, AgentAddress agent, Made made) {
        tx.execute(
                """
                INSERT INTO manifests (site, agent, version, issued_at, content) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (site, agent) DO UPDATE SET version = excluded.version, issued_at = excluded.issued_at,
                  content = excluded.content
                """,
                agent.site(),
                agent.agent(),
                made.version(),
                made.issuedAt().toEpochMilli(),
                HexFormat.of().parseHex(made.content()));
    }
}
