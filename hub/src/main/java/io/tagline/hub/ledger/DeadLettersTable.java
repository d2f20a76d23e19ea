package io.tagline.hub.ledger;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Refused messages, by time. */
final class DeadLettersTable {
    private static final String SELECT = select("payload");

    /** For lists: a hundred bodies would be megabytes. */
    private static final String SELECT_BEGINNINGS = select("SUBSTR(payload, 1, 300)");

    private DeadLettersTable() {}

    private static String select(String body) {
        return "SELECT id, at, last_at, times, topic, encoding, " + body
                + " AS body, LENGTH(payload) AS kept, bytes, reason FROM dead_letters ";
    }

    static void insert(Tx tx, UUID id, RawMessage message, byte[] fingerprint, int size, String reason, Instant now) {
        byte[] body = message.body().bytes();
        tx.sql(
                        """
                        INSERT INTO dead_letters (id, at, last_at, times, topic, encoding, fingerprint, bytes, payload, reason)
                        VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        Uuids.bytes(id),
                        now.toEpochMilli(),
                        now.toEpochMilli(),
                        message.topic(),
                        message.encoding(),
                        fingerprint,
                        body.length,
                        body.length == size ? body : Arrays.copyOf(body, size),
                        reason)
                .update();
    }

    /** Counts the message where it is kept; false if it is not. */
    static boolean again(Tx tx, byte[] fingerprint, String reason, Instant now) {
        return tx.sql("UPDATE dead_letters SET times = times + 1, last_at = ?, reason = ? WHERE fingerprint = ?")
                        .params(now.toEpochMilli(), reason, fingerprint)
                        .update()
                > 0;
    }

    static void setReason(Tx tx, UUID letter, String reason) {
        tx.sql("UPDATE dead_letters SET reason = ? WHERE id = ?")
                .params(reason, Uuids.bytes(letter))
                .update();
    }

    static void delete(Tx tx, UUID letter) {
        tx.sql("DELETE FROM dead_letters WHERE id = ?")
                .param(Uuids.bytes(letter))
                .update();
    }

    /** The topic with most of what is kept. */
    static String mostCrowding(Tx tx) {
        return tx.sql("SELECT topic FROM dead_letters GROUP BY topic ORDER BY SUM(LENGTH(payload) + 4096) DESC LIMIT 1")
                .query(String.class)
                .optional()
                .orElse("");
    }

    static Optional<DeadLetter> oldest(Tx tx, String topic) {
        return tx.sql(SELECT + "WHERE topic = ? ORDER BY id LIMIT 1")
                .param(topic)
                .query((row, n) -> letter(row))
                .optional();
    }

    static Optional<DeadLetter> find(Tx tx, UUID letter) {
        return tx.sql(SELECT + "WHERE id = ?")
                .param(Uuids.bytes(letter))
                .query((row, n) -> letter(row))
                .optional();
    }

    static List<DeadLetter> newest(Tx tx, int most) {
        return tx.sql(SELECT_BEGINNINGS + "ORDER BY id DESC LIMIT ?")
                .param(most)
                .query((row, n) -> letter(row))
                .list();
    }

    static List<DeadLetter> before(Tx tx, UUID letter, int most) {
        return tx.sql(SELECT_BEGINNINGS + "WHERE id < ? ORDER BY id DESC LIMIT ?")
                .params(Uuids.bytes(letter), most)
                .query((row, n) -> letter(row))
                .list();
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                Uuids.of(row.getBytes("id")),
                Instant.ofEpochMilli(row.getLong("at")),
                Instant.ofEpochMilli(row.getLong("last_at")),
                row.getLong("times"),
                new RawMessage(
                        row.getString("topic"), row.getString("encoding"), new MessageBody(row.getBytes("body"))),
                row.getLong("bytes"),
                row.getLong("kept") == row.getLong("bytes"),
                row.getString("reason"));
    }
}
