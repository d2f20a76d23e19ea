package io.tagline.hub.fleet;

import io.tagline.hub.store.Tx;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.AgentStatus;
import io.tagline.wire.Health;
import io.tagline.wire.Payload;
import io.tagline.wire.WireCodec;
import io.tagline.wire.WireFormatException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest word of each agent. */
final class AgentsTable {
    private static final Logger log = LoggerFactory.getLogger(AgentsTable.class);

    private AgentsTable() {}

    static void put(Tx tx, AgentRecord agent) {
        tx.execute(
                """
                INSERT INTO agents (site, agent, status, status_at, heard_at, health) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (site, agent) DO UPDATE SET status = excluded.status, status_at = excluded.status_at,
                  heard_at = excluded.heard_at, health = excluded.health
                """,
                agent.address().site(),
                agent.address().agent(),
                agent.status().code(),
                agent.statusAt().toEpochMilli(),
                agent.heardAt().toEpochMilli(),
                agent.health().map(WireCodec::encode).map(Payload::body).orElse(null));
    }

    static Optional<AgentRecord> find(Tx tx, AgentAddress address) {
        return tx.sql(
                        "SELECT site, agent, status, status_at, heard_at, health FROM agents WHERE site = ? AND agent = ?")
                .params(address.site(), address.agent())
                .query((row, n) -> agent(row))
                .optional();
    }

    static List<AgentRecord> all(Tx tx) {
        return tx.sql("SELECT site, agent, status, status_at, heard_at, health FROM agents ORDER BY site, agent")
                .query((row, n) -> agent(row))
                .list();
    }

    private static AgentRecord agent(ResultSet row) throws SQLException {
        AgentAddress address = new AgentAddress(row.getString("site"), row.getString("agent"));
        return new AgentRecord(
                address,
                row.getString("status").equals(AgentStatus.OFFLINE.code()) ? AgentStatus.OFFLINE : AgentStatus.ONLINE,
                Instant.ofEpochMilli(row.getLong("status_at")),
                Instant.ofEpochMilli(row.getLong("heard_at")),
                health(address, row.getBytes("health")));
    }

    /** The body tells by its first byte whether it is gzipped: JSON begins with a brace. */
    private static Optional<Health> health(AgentAddress address, byte @Nullable [] body) {
        if (body == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(WireCodec.decodeHealth(Payload.received(body, body[0] == '{' ? "" : Payload.GZIP)));
        } catch (WireFormatException e) {
            // from a newer hub: the next one comes within seconds
            log.atInfo().addKeyValue("agent", address).setCause(e).log("kept health not understood");
            return Optional.empty();
        }
    }
}
