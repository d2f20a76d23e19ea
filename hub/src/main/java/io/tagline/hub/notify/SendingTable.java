package io.tagline.hub.notify;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Notices on their way out: whose turn it is, who has them, what came of it. */
final class SendingTable {
    /** Looked through for those whose turn it is. */
    private static final int MOST_LOOKED_AT = 500;

    private SendingTable() {}

    /** Those whose time has come, who waited longest first. */
    static Set<UUID> dueContacts(Tx tx, Channel channel, Instant now, int most) {
        List<UUID> rows = tx.sql(
                        """
                        SELECT contact FROM notices WHERE channel = ? AND due_at <= ? AND state IN ('waiting', 'sending')
                        ORDER BY due_at LIMIT ?
                        """)
                .params(channel.code(), now.toEpochMilli(), MOST_LOOKED_AT)
                .query((row, n) -> Uuids.of(row.getBytes(1)))
                .list();
        Set<UUID> found = new LinkedHashSet<>();
        for (UUID contact : rows) {
            if (found.size() == most) {
                break;
            }
            found.add(contact);
        }
        return found;
    }

    /**
     * What waits for these contacts, due or not, and what senders took of theirs; nobody else may take it until this transaction ends.
     */
    static List<Notice> of(Tx tx, Collection<UUID> contacts, int most) {
        List<Notice> found = new ArrayList<>();
        tx.forEachForUpdate(
                NoticesTable.ALL + "WHERE state IN ('waiting', 'sending') AND contact IN ",
                contacts.stream().map(Uuids::bytes).toList(),
                "due_at, id LIMIT " + most,
                row -> found.add(NoticesTable.notice(row)));
        return found;
    }

    /** How many a message held that is tried again. */
    static int inLetter(Tx tx, UUID lead) {
        return tx.sql("SELECT COUNT(*) FROM notices WHERE letter = ?")
                .param(Uuids.bytes(lead))
                .query(Integer.class)
                .single();
    }

    /** Takes one for sending until a time. */
    static void take(Tx tx, Taking taking, Instant until) {
        Notice seen = taking.item().notice();
        tx.execute(
                """
                UPDATE notices SET state = 'sending', due_at = ?, attempts = attempts + 1, unsure = ?, ref = ?, letter = ?, told = ?,
                  subject = ?, body = ?
                WHERE id = ?
                """,
                until.toEpochMilli(),
                seen.unsure() || seen.state() == NoticeState.SENDING ? 1 : 0,
                taking.ref().orElse(null),
                taking.letter().map(Uuids::bytes).orElse(null),
                taking.item().told().text(),
                taking.item().text().subject(),
                taking.item().text().body(),
                Uuids.bytes(seen.id()));
    }

    /**
     * A notice and its place in a message.
     *
     * @param ref of the message, at the notice that stands for it
     * @param letter that notice, where there are several
     */
    record Taking(Item item, Optional<String> ref, Optional<UUID> letter) {}

    static void end(Tx tx, UUID id, NoticeState state, String reason) {
        tx.execute("UPDATE notices SET state = ?, reason = ? WHERE id = ?", state.code(), reason, Uuids.bytes(id));
    }

    static void postpone(Tx tx, Collection<UUID> ids, Instant due) {
        tx.update(
                "UPDATE notices SET due_at = ? WHERE id = ?",
                ids.stream()
                        .map(id -> new Object[] {due.toEpochMilli(), Uuids.bytes(id)})
                        .toList());
    }

    /** Nothing goes to this contact before then. */
    static void rest(Tx tx, UUID contact, Instant until) {
        tx.execute(
                "UPDATE notices SET due_at = ? WHERE contact = ? AND state = 'waiting' AND due_at < ?",
                until.toEpochMilli(),
                Uuids.bytes(contact),
                until.toEpochMilli());
    }

    /** What came of one that this sender took until a time; false if it was taken for lost since. */
    static boolean sent(Tx tx, UUID id, Instant until, Instant now) {
        return tx.execute(
                        """
                        UPDATE notices SET state = 'sent', sent_at = ?, reason = NULL WHERE id = ? AND state = 'sending' AND due_at = ?
                        """,
                        now.toEpochMilli(),
                        Uuids.bytes(id),
                        until.toEpochMilli())
                == 1;
    }

    /** As above, of one that goes back or failed. */
    static void notSent(Tx tx, UUID id, Instant until, Failed failed) {
        tx.execute(
                """
                UPDATE notices SET state = ?, due_at = ?, attempts = attempts - ?, unsure = CASE WHEN ? = 1 THEN 1 ELSE unsure END,
                  reason = ?
                WHERE id = ? AND state = 'sending' AND due_at = ?
                """,
                failed.state().code(),
                failed.dueAt().toEpochMilli(),
                failed.counts() ? 0 : 1,
                failed.unsure() ? 1 : 0,
                failed.reason(),
                Uuids.bytes(id),
                until.toEpochMilli());
    }

    /**
     * What becomes of a notice that did not go.
     *
     * @param counts whether it was a try: not where the whole channel was away
     */
    record Failed(NoticeState state, Instant dueAt, boolean counts, boolean unsure, String reason) {}
}
