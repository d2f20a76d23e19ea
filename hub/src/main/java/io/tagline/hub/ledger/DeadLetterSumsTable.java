package io.tagline.hub.ledger;

import io.tagline.hub.ledger.DeadLetters.Sums;
import io.tagline.hub.store.Tx;

/** The one row that says how much is kept. */
final class DeadLetterSumsTable {
    private DeadLetterSumsTable() {}

    /** The row is this transaction's until it ends. */
    static void lock(Tx tx) {
        tx.sql("UPDATE dead_letter_sums SET letters = letters WHERE id = 1").update();
    }

    static Sums sums(Tx tx) {
        return tx.sql("SELECT letters, kept_bytes, let_go FROM dead_letter_sums WHERE id = 1")
                .query((row, n) -> new Sums(row.getLong(1), row.getLong(2), row.getLong(3)))
                .single();
    }

    static void add(Tx tx, int letters, long bytes) {
        tx.sql("UPDATE dead_letter_sums SET letters = letters + ?, kept_bytes = kept_bytes + ? WHERE id = 1")
                .params(letters, bytes)
                .update();
    }

    static void letGo(Tx tx, int letters) {
        tx.sql("UPDATE dead_letter_sums SET let_go = let_go + ? WHERE id = 1")
                .param(letters)
                .update();
    }
}
