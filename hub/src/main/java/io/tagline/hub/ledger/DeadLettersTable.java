package io.tagline.hub.ledger;

import io.tagline.hub.ledger.DeadLetters.DeadLetter;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Refused messages, by time. */
final class DeadLettersTable {
    private static final int LONGEST_REASON = 10_000;

    private DeadLettersTable() {}

    static void insert(Tx tx, DeadLetter letter) {
        tx.sql("INSERT INTO dead_letters (id, at, topic, reason, payload) VALUES (?, ?, ?, ?, ?)")
                .params(
                        Uuids.bytes(TimeOrderedIds.next(letter.at())),
                        letter.at().toEpochMilli(),
                        letter.topic(),
                        shown(letter.reason()),
                        cut(letter.payload().bytes()))
                .update();
    }

    /** Lets the oldest go. */
    static void keepNewest(Tx tx, int most) {
        tx.sql("DELETE FROM dead_letters WHERE id < (SELECT id FROM dead_letters ORDER BY id DESC LIMIT 1 OFFSET ?)")
                .param(most - 1)
                .update();
    }

    static List<DeadLetter> newest(Tx tx, int most) {
        return tx.sql("SELECT at, topic, reason, payload FROM dead_letters ORDER BY id DESC LIMIT ?")
                .param(most)
                .query((row, n) -> new DeadLetter(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getString(2),
                        row.getString(3),
                        new MessageBody(row.getBytes(4))))
                .list();
    }

    static long count(Tx tx) {
        return tx.sql("SELECT COUNT(*) FROM dead_letters").query(Long.class).single();
    }

    private static byte[] cut(byte[] body) {
        return body.length <= DeadLetters.MOST_BYTES ? body : Arrays.copyOf(body, DeadLetters.MOST_BYTES);
    }

    /** PostgreSQL takes no NUL in a text, and a reason may quote one. */
    private static String shown(String reason) {
        StringBuilder shown = new StringBuilder();
        reason.codePoints()
                .limit(LONGEST_REASON)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
