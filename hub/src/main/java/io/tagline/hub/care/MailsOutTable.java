package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is to be sent and what was; rows go with their cases. */
final class MailsOutTable {
    private MailsOutTable() {}

    static void insert(Tx tx, OutgoingMail mail, Instant now) {
        tx.execute(
                """
                INSERT INTO mails_out (id, case_id, recipient, subject, body, in_reply_to, automatic, created_at, tries, next_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
                """,
                Uuids.bytes(mail.id()),
                Uuids.bytes(mail.caseId()),
                mail.recipient().value(),
                mail.subject().value(),
                mail.text().value(),
                mail.inReplyTo().orElse(null),
                mail.automatic() ? 1 : 0,
                now.toEpochMilli(),
                now.toEpochMilli());
    }

    static boolean isOurs(Tx tx, String messageId) {
        return caseOf(tx, messageId).isPresent();
    }

    /** The case that a mail of ours is about; empty for another's. */
    static Optional<UUID> caseOf(Tx tx, String messageId) {
        return OutgoingMail.idOf(messageId).flatMap(id -> tx.sql("SELECT case_id FROM mails_out WHERE id = ?")
                .param(Uuids.bytes(id))
                .query((row, n) -> Uuids.of(row.getBytes(1)))
                .optional());
    }

    /** How many automatic ones went to an address since then. */
    static int acknowledged(Tx tx, String recipient, Instant since) {
        return tx.sql("SELECT COUNT(*) FROM mails_out WHERE recipient = ? AND created_at > ? AND automatic = 1")
                .params(recipient, since.toEpochMilli())
                .query(Integer.class)
                .single();
    }

    /** How many automatic ones were written since then, counted up to so many; by the ids, which begin with the time. */
    static int automatic(Tx tx, Instant since, int most) {
        return tx.sql("SELECT COUNT(*) FROM (SELECT 1 FROM mails_out WHERE id > ? AND automatic = 1 LIMIT ?) newest")
                .params(Uuids.bytes(new UUID(since.toEpochMilli() << 16, 0)), most)
                .query(Integer.class)
                .single();
    }

    static List<OutgoingMail> due(Tx tx, Instant now, int most) {
        return tx.sql(
                        """
                        SELECT id, case_id, recipient, subject, body, in_reply_to, automatic, tries FROM mails_out
                        WHERE next_at <= ? ORDER BY next_at LIMIT ?
                        """)
                .params(now.toEpochMilli(), most)
                .query((row, n) -> new OutgoingMail(
                        Uuids.of(row.getBytes("id")),
                        Uuids.of(row.getBytes("case_id")),
                        new Personal(row.getString("recipient")),
                        new Personal(row.getString("subject")),
                        new Personal(row.getString("body")),
                        Optional.ofNullable(row.getString("in_reply_to")),
                        row.getInt("automatic") == 1,
                        row.getInt("tries")))
                .list();
    }

    static boolean settle(Tx tx, UUID id, String outcome, Optional<Instant> refusedAt) {
        return tx.execute(
                        "UPDATE mails_out SET next_at = NULL, outcome = ?, refused_at = ? WHERE id = ?",
                        outcome,
                        refusedAt.map(Instant::toEpochMilli).orElse(null),
                        Uuids.bytes(id))
                > 0;
    }

    /** What waits without a try, and what was refused since then. */
    static MailBacklog backlog(Tx tx, Instant since) {
        int refused = tx.sql("SELECT COUNT(*) FROM (SELECT 1 FROM mails_out WHERE refused_at > ? LIMIT ?) refused")
                .params(since.toEpochMilli(), MailBacklog.MOST)
                .query(Integer.class)
                .single();
        return tx.sql(
                        """
                        SELECT COUNT(*), MIN(created_at)
                        FROM (SELECT created_at FROM mails_out WHERE next_at IS NOT NULL AND tries = 0 ORDER BY next_at LIMIT ?) waiting
                        """)
                .param(MailBacklog.MOST)
                .query((row, n) -> {
                    int untried = row.getInt(1);
                    long first = row.getLong(2);
                    return new MailBacklog(
                            untried,
                            untried == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first)),
                            refused);
                })
                .single();
    }

    static boolean again(Tx tx, UUID id, Instant at) {
        return tx.execute(
                        "UPDATE mails_out SET tries = tries + 1, next_at = ? WHERE id = ?",
                        at.toEpochMilli(),
                        Uuids.bytes(id))
                > 0;
    }
}
