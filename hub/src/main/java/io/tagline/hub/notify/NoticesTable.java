package io.tagline.hub.notify;

import io.tagline.hub.notify.NoticePlan.Planned;
import io.tagline.hub.store.BulkInsert;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Notices by contact and cause. */
final class NoticesTable {
    private static final String ALL =
            """
            SELECT id, contact, cause, channel, parcel, milestone, happened_at, created_at, state, due_at, attempts, unsure, ref, told,
              subject, body, sent_at, reason
            FROM notices
            """;
    private static final BulkInsert INSERT = new BulkInsert(
            "notices",
            1,
            "id bytea",
            "contact bytea",
            "cause bytea",
            "channel text",
            "parcel bytea",
            "milestone text",
            "happened_at bigint",
            "created_at bigint",
            "state text",
            "due_at bigint");

    private NoticesTable() {}

    /** Adds those that are not there yet, and has them take the place of what still waits of the same parcel. */
    static int insert(Tx tx, List<Planned> planned, Instant now) {
        List<Object[]> rows = new ArrayList<>(planned.size());
        for (Planned notice : planned) {
            UUID id = TimeOrderedIds.of(
                    now, notice.news().cause().toString(), notice.contact().id().toString());
            rows.add(new Object[] {
                Uuids.bytes(id),
                Uuids.bytes(notice.contact().id()),
                Uuids.bytes(notice.news().cause()),
                notice.contact().channel().code(),
                Uuids.bytes(notice.news().parcel().value()),
                notice.news().milestone().code(),
                notice.news().happenedAt().toEpochMilli(),
                now.toEpochMilli(),
                notice.state().code(),
                notice.dueAt().toEpochMilli()
            });
        }
        BitSet inserted = tx.insertNew(INSERT, rows);
        List<Object[]> superseded = new ArrayList<>();
        inserted.stream()
                .filter(i -> planned.get(i).state() == NoticeState.WAITING)
                .forEach(i -> superseded.add(new Object[] {rows.get(i)[1], rows.get(i)[4], rows.get(i)[0]}));
        tx.update(
                """
                UPDATE notices SET state = 'superseded' WHERE contact = ? AND parcel = ? AND id <> ? AND state = 'waiting'
                """,
                superseded);
        return inserted.cardinality();
    }

    /** Those whose time has come, longest first; with them those that a sender took and never came back with. */
    static List<Notice> due(Tx tx, Channel channel, Instant now, int most) {
        return tx.sql(
                        ALL
                                + """
                        WHERE channel = ? AND due_at <= ? AND state IN ('waiting', 'sending') ORDER BY due_at LIMIT ?
                        """)
                .params(channel.code(), now.toEpochMilli(), most)
                .query((row, n) -> notice(row))
                .list();
    }

    /** How many wait, and since when the one has that waits longest. */
    static long waiting(Tx tx, Channel channel) {
        return tx.sql("SELECT COUNT(*) FROM notices WHERE channel = ? AND state IN ('waiting', 'sending')")
                .param(channel.code())
                .query(Long.class)
                .single();
    }

    /** Takes one for sending until a time; false if somebody else was quicker. */
    static boolean take(Tx tx, Notice seen, String ref, String told, NoticeText text, Instant until) {
        return tx.execute(
                        """
                        UPDATE notices SET state = 'sending', due_at = ?, attempts = attempts + 1, unsure = ?, ref = ?, told = ?,
                          subject = ?, body = ?
                        WHERE id = ? AND state = ? AND due_at = ?
                        """,
                        until.toEpochMilli(),
                        seen.unsure() || seen.state() == NoticeState.SENDING ? 1 : 0,
                        ref,
                        told,
                        text.subject(),
                        text.body(),
                        Uuids.bytes(seen.id()),
                        seen.state().code(),
                        seen.dueAt().toEpochMilli())
                == 1;
    }

    /** Ends one that is as it was seen. */
    static void end(Tx tx, Notice seen, NoticeState state, String reason) {
        tx.execute(
                "UPDATE notices SET state = ?, reason = ? WHERE id = ? AND state = ? AND due_at = ?",
                state.code(),
                reason,
                Uuids.bytes(seen.id()),
                seen.state().code(),
                seen.dueAt().toEpochMilli());
    }

    static void postpone(Tx tx, Notice seen, Instant due) {
        tx.execute(
                "UPDATE notices SET due_at = ? WHERE id = ? AND state = ? AND due_at = ?",
                due.toEpochMilli(),
                Uuids.bytes(seen.id()),
                seen.state().code(),
                seen.dueAt().toEpochMilli());
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
    static boolean notSent(Tx tx, UUID id, Instant until, Failed failed) {
        return tx.execute(
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
                        until.toEpochMilli())
                == 1;
    }

    /**
     * What becomes of a notice that did not go.
     *
     * @param counts whether it was a try: not where the whole channel was away
     */
    record Failed(NoticeState state, Instant dueAt, boolean counts, boolean unsure, String reason) {}

    /** What the contact was told of the parcel last. */
    static Optional<String> lastTold(Tx tx, UUID contact, ParcelId parcel) {
        return tx
                .sql(
                        """
                        SELECT told FROM notices WHERE parcel = ? AND contact = ? AND state = 'sent' ORDER BY sent_at DESC LIMIT 1
                        """)
                .params(Uuids.bytes(parcel.value()), Uuids.bytes(contact))
                .query(String.class)
                .list()
                .stream()
                .findFirst();
    }

    static Optional<Notice> byRef(Tx tx, String ref) {
        return tx.sql(ALL + "WHERE ref = ?")
                .param(ref)
                .query((row, n) -> notice(row))
                .optional();
    }

    /** Of a parcel, newest first. */
    static List<Notice> of(Tx tx, ParcelId parcel, int most) {
        return tx.sql(ALL + "WHERE parcel = ? ORDER BY created_at DESC, id DESC LIMIT ?")
                .params(Uuids.bytes(parcel.value()), most)
                .query((row, n) -> notice(row))
                .list();
    }

    static void bounced(Tx tx, UUID id, String reason) {
        tx.execute(
                "UPDATE notices SET state = 'bounced', reason = ? WHERE id = ? AND state IN ('sent', 'sending')",
                reason,
                Uuids.bytes(id));
    }

    /** Words are about parcels, yet who is erased has a right that none stay. */
    static void forget(Tx tx, UUID contact) {
        tx.execute("UPDATE notices SET subject = NULL, body = NULL WHERE contact = ?", Uuids.bytes(contact));
    }

    /** Lets those go that are done with and older than a time. */
    static int prune(Tx tx, Instant before, int most) {
        return tx.execute(
                """
                DELETE FROM notices WHERE id IN (
                  SELECT id FROM notices WHERE created_at < ? AND state NOT IN ('waiting', 'sending') ORDER BY created_at LIMIT ?)
                """,
                before.toEpochMilli(),
                most);
    }

    private static Notice notice(ResultSet row) throws SQLException {
        Optional<String> subject = Optional.ofNullable(row.getString("subject"));
        String body = row.getString("body");
        long sentAt = row.getLong("sent_at");
        Optional<Instant> sent = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(sentAt));
        return new Notice(
                Uuids.of(row.getBytes("id")),
                Uuids.of(row.getBytes("contact")),
                Uuids.of(row.getBytes("cause")),
                Channel.ofCode(row.getString("channel")).orElseThrow(),
                new ParcelId(Uuids.of(row.getBytes("parcel"))),
                Milestone.ofCode(row.getString("milestone")).orElseThrow(),
                Instant.ofEpochMilli(row.getLong("happened_at")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                NoticeState.ofCode(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                row.getInt("attempts"),
                row.getInt("unsure") == 1,
                Optional.ofNullable(row.getString("ref")),
                Optional.ofNullable(row.getString("told")),
                subject.map(text -> new NoticeText(Locale.ROOT, text, body == null ? "" : body, Optional.empty())),
                sent,
                Optional.ofNullable(row.getString("reason")));
    }
}
