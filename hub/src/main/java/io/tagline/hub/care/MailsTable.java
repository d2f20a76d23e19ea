package io.tagline.hub.care;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** One row for each mail that was taken. */
final class MailsTable {
    private MailsTable() {}

    /** False if it has been taken. */
    static boolean insert(Tx tx, byte[] id, Instant at) {
        return tx.execute(
                        "INSERT INTO mails (id, outcome, at) VALUES (?, 'taken', ?) ON CONFLICT (id) DO NOTHING",
                        id,
                        at.toEpochMilli())
                > 0;
    }

    static void outcome(Tx tx, byte[] id, MailDesk.Outcome outcome, Optional<UUID> caseId) {
        tx.execute(
                "UPDATE mails SET outcome = ?, case_id = ? WHERE id = ?",
                outcome.name().toLowerCase(Locale.ROOT),
                caseId.map(Uuids::bytes).orElse(null),
                id);
    }

    static int prune(Tx tx, Instant before, int most) {
        return tx.execute(
                "DELETE FROM mails WHERE id IN (SELECT id FROM mails WHERE at < ? ORDER BY at LIMIT ?)",
                before.toEpochMilli(),
                most);
    }
}
