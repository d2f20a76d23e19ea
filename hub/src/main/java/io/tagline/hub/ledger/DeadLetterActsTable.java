package io.tagline.hub.ledger;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What people and programs did with dead letters, by time. */
final class DeadLetterActsTable {
    private static final String SELECT = "SELECT letter, at, who, act, topic, reason, outcome FROM dead_letter_acts ";

    private DeadLetterActsTable() {}

    static void insert(Tx tx, UUID id, DeadLetterAct act) {
        tx.sql(
                        """
                        INSERT INTO dead_letter_acts (id, letter, at, who, act, topic, reason, outcome)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        Uuids.bytes(id),
                        Uuids.bytes(act.letter()),
                        act.at().toEpochMilli(),
                        act.who(),
                        act.kind().code(),
                        act.topic(),
                        act.reason(),
                        act.outcome())
                .update();
    }

    static void keepNewest(Tx tx, int most) {
        tx.sql(
                        "DELETE FROM dead_letter_acts WHERE id < (SELECT id FROM dead_letter_acts ORDER BY id DESC LIMIT 1 OFFSET ?)")
                .param(most - 1)
                .update();
    }

    static List<DeadLetterAct> newest(Tx tx, int most) {
        return tx.sql(SELECT + "ORDER BY id DESC LIMIT ?")
                .param(most)
                .query((row, n) -> act(row))
                .list();
    }

    static List<DeadLetterAct> of(Tx tx, UUID letter, int most) {
        return tx.sql(SELECT + "WHERE letter = ? ORDER BY id DESC LIMIT ?")
                .params(Uuids.bytes(letter), most)
                .query((row, n) -> act(row))
                .list();
    }

    private static DeadLetterAct act(ResultSet row) throws SQLException {
        return new DeadLetterAct(
                Uuids.of(row.getBytes("letter")),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("who"),
                DeadLetterAct.Kind.ofCode(row.getString("act")),
                row.getString("topic"),
                row.getString("reason"),
                row.getString("outcome"));
    }
}
