package io.tagline.hub.fleet;

import io.tagline.hub.store.Tx;
import io.tagline.wire.AgentAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which problems somebody has seen: a row for each that stands. */
final class AlarmsTable {
    private AlarmsTable() {}

    /** Whose problem, and its name; site and agent are empty for the hub. */
    record Key(String site, String agent, String problem) {
        static Key of(Optional<AgentAddress> agent, String problem) {
            return new Key(
                    agent.map(AgentAddress::site).orElse(""),
                    agent.map(AgentAddress::agent).orElse(""),
                    problem);
        }
    }

    /** @param beganAt when the problem began that was seen */
    record Row(Instant beganAt, Alarm.Seen seen) {}

    static Map<Key, Row> all(Tx tx) {
        Map<Key, Row> found = new HashMap<>();
        tx.sql("SELECT site, agent, problem, began_at, who, note, at FROM alarms_acknowledged")
                .query(row -> {
                    found.put(
                            new Key(row.getString("site"), row.getString("agent"), row.getString("problem")),
                            new Row(
                                    Instant.ofEpochMilli(row.getLong("began_at")),
                                    new Alarm.Seen(
                                            row.getString("who"),
                                            row.getString("note"),
                                            Instant.ofEpochMilli(row.getLong("at")))));
                });
        return found;
    }

    static void put(Tx tx, Key key, Row row) {
        tx.execute(
                """
                INSERT INTO alarms_acknowledged (site, agent, problem, began_at, who, note, at) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (site, agent, problem) DO UPDATE SET began_at = excluded.began_at, who = excluded.who,
                  note = excluded.note, at = excluded.at
                """,
                key.site(),
                key.agent(),
                key.problem(),
                row.beganAt().toEpochMilli(),
                row.seen().who(),
                row.seen().note(),
                row.seen().at().toEpochMilli());
    }

    static void delete(Tx tx, Key key) {
        tx.execute(
                "DELETE FROM alarms_acknowledged WHERE site = ? AND agent = ? AND problem = ?",
                key.site(),
                key.agent(),
                key.problem());
    }
}
