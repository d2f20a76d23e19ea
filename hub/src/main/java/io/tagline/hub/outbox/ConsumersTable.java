package io.tagline.hub.outbox;

import io.tagline.hub.store.Tx;
import java.util.List;
import java.util.OptionalLong;

/** How far each consumer is. */
final class ConsumersTable {
    private ConsumersTable() {}

    static OptionalLong position(Tx tx, String consumer) {
        return tx
                .sql("SELECT seq FROM happening_consumers WHERE name = ?")
                .param(consumer)
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    static List<String> named(Tx tx, String prefix) {
        return tx.sql("SELECT name FROM happening_consumers ORDER BY name").query(String.class).list().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    static void remove(Tx tx, String consumer) {
        tx.execute("DELETE FROM happening_consumers WHERE name = ?", consumer);
    }

    static void advance(Tx tx, String consumer, long seq) {
        tx.execute(
                """
                INSERT INTO happening_consumers (name, seq, missed) VALUES (?, ?, 0)
                ON CONFLICT (name) DO UPDATE SET seq = excluded.seq WHERE happening_consumers.seq < excluded.seq
                """,
                consumer,
                seq);
    }

    static void setBack(Tx tx, String consumer, long seq) {
        tx.execute("UPDATE happening_consumers SET seq = ? WHERE name = ? AND seq > ?", seq, consumer, seq);
    }

    static long missed(Tx tx, String consumer) {
        return tx
                .sql("SELECT missed FROM happening_consumers WHERE name = ?")
                .param(consumer)
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** The number after the lowest that a consumer is at. */
    static OptionalLong slowest(Tx tx) {
        return tx.sql("SELECT seq + 1 FROM happening_consumers ORDER BY seq LIMIT 1").query(Long.class).list().stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /** Those who had yet to come to what is below this number have missed it. */
    static void passOver(Tx tx, long seq) {
        tx.execute(
                "UPDATE happening_consumers SET missed = missed + (? - seq), seq = ? WHERE seq < ?",
                seq - 1,
                seq - 1,
                seq - 1);
    }
}
