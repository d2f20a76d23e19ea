package io.tagline.hub.fleet;

import io.tagline.hub.store.Tx;
import io.tagline.wire.AgentAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which portals each agent watches: what its newest health names, where others can look without reading healths. */
final class AgentPortalsTable {
    private AgentPortalsTable() {}

    /** Nearly always nothing changes, and nothing is written. */
    static void put(Tx tx, AgentAddress agent, SortedSet<String> portals) {
        Set<String> known = Set.copyOf(tx.sql("SELECT portal FROM agent_portals WHERE site = ? AND agent = ?")
                .params(agent.site(), agent.agent())
                .query(String.class)
                .list());
        if (known.equals(portals)) {
            return;
        }
        tx.execute("DELETE FROM agent_portals WHERE site = ? AND agent = ?", agent.site(), agent.agent());
        tx.update(
                "INSERT INTO agent_portals (site, agent, portal) VALUES (?, ?, ?)",
                portals.stream()
                        .map(portal -> new Object[] {agent.site(), agent.agent(), portal})
                        .toList());
    }

    static Map<AgentAddress, Set<String>> ofSite(Tx tx, String site) {
        Map<AgentAddress, Set<String>> portals = new LinkedHashMap<>();
        tx.sql("SELECT site, agent, portal FROM agent_portals WHERE site = ? ORDER BY agent, portal")
                .param(site)
                .query(row -> {
                    add(portals, row);
                });
        return portals;
    }

    static Map<AgentAddress, Set<String>> all(Tx tx) {
        Map<AgentAddress, Set<String>> portals = new LinkedHashMap<>();
        tx.sql("SELECT site, agent, portal FROM agent_portals ORDER BY site, agent, portal")
                .query(row -> {
                    add(portals, row);
                });
        return portals;
    }

    private static void add(Map<AgentAddress, Set<String>> portals, ResultSet row) throws SQLException {
        AgentAddress agent = new AgentAddress(row.getString(1), row.getString(2));
        portals.computeIfAbsent(agent, address -> new TreeSet<>()).add(row.getString(3));
    }
}
