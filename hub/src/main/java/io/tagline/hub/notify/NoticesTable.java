package io.tagline.hub.notify;

import io.tagline.hub.notify.NoticePlan.Planned;
import io.tagline.hub.party.CustomerId;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Notices by contact and cause: made, looked up and let go. What a sender does to them is {@link SendingTable}. */
final class NoticesTable {
    static final String ALL =
            """
            SELECT id, contact, cause, channel, parcel, customer, milestone, happened_at, created_at, state, due_at, attempts, unsure,
              ref, letter, told, subject, body, sent_at, reason
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
            "customer bytea",
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
            UUID contact = notice.to().contact().id();
            UUID id = TimeOrderedIds.of(now, notice.news().cause().toString(), contact.toString());
            rows.add(new Object[] {
                Uuids.bytes(id),
                Uuids.bytes(contact),
                Uuids.bytes(notice.news().cause()),
                notice.to().contact().channel().code(),
                Uuids.bytes(notice.news().parcel().value()),
                notice.to().customer().map(who -> Uuids.bytes(who.value())).orElse(null),
                notice.news().milestone().code(),
                notice.news().happenedAt().toEpochMilli(),
                now.toEpochMilli(),
                notice.state().code(),
                notice.dueAt().toEpochMilli()
            });
        }
        BitSet inserted = tx.insertNew(INSERT, rows);
        supersede(tx, planned, rows, inserted);
        return inserted.cardinality();
    }

    /** What was planned together has been sorted out already: none of it takes the place of another. */
    private static void supersede(Tx tx, List<Planned> planned, List<Object[]> rows, BitSet inserted) {
        Map<UUID, Map<ParcelId, List<Integer>>> together = new HashMap<>();
        inserted.stream()
                .filter(i -> planned.get(i).state() == NoticeState.WAITING)
                .forEach(i -> together.computeIfAbsent(
                                planned.get(i).to().contact().id(), contact -> new HashMap<>())
                        .computeIfAbsent(planned.get(i).news().parcel(), parcel -> new ArrayList<>())
                        .add(i));
        List<Object[]> superseded = new ArrayList<>();
        together.values().forEach(parcels -> parcels.values().forEach(places -> {
            for (int place : places) {
                Object[] row = rows.get(place);
                superseded.add(new Object[] {
                    row[1],
                    row[4],
                    planned.get(place).news().milestone().isStatus() ? 1 : 0,
                    row[6],
                    // of a parcel there are three at most: its status, a day and that it is missing
                    rows.get(places.get(0))[0],
                    rows.get(places.get(places.size() / 2))[0],
                    rows.get(places.get(places.size() - 1))[0]
                });
            }
        }));
        tx.update(
                """
                UPDATE notices SET state = 'superseded'
                WHERE contact = ? AND parcel = ? AND state = 'waiting' AND (? = 1 OR milestone = ?)
                  AND id <> ? AND id <> ? AND id <> ?
                """,
                superseded);
    }

    /** How many wait. */
    static long waiting(Tx tx, Channel channel) {
        return tx.sql("SELECT COUNT(*) FROM notices WHERE channel = ? AND state IN ('waiting', 'sending')")
                .param(channel.code())
                .query(Long.class)
                .single();
    }

    /** Whether so many of a channel wait whose time has come by then. */
    static boolean areDue(Tx tx, Channel channel, Instant then, int many) {
        return !tx.sql(
                        """
                        SELECT 1 FROM notices WHERE channel = ? AND due_at <= ? AND state IN ('waiting', 'sending')
                        ORDER BY due_at LIMIT 1 OFFSET ?
                        """)
                .params(channel.code(), then.toEpochMilli(), many - 1)
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    /**
     * Late news that a contact was sent.
     *
     * @param letters how many messages it was
     * @param digest whether one of them held the news of several parcels
     */
    record LateSent(int letters, boolean digest) {}

    static LateSent lateSince(Tx tx, UUID contact, Instant since) {
        return tx.sql(
                        """
                        SELECT COUNT(DISTINCT COALESCE(letter, id)), COUNT(letter) FROM notices
                        WHERE contact = ? AND sent_at >= ? AND created_at - happened_at > ?
                        """)
                .params(Uuids.bytes(contact), since.toEpochMilli(), NoticeRules.LATE.toMillis())
                .query((row, n) -> new LateSent(row.getInt(1), row.getInt(2) > 0))
                .single();
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

    /** It came back, with those that went in the same message. */
    static void bounced(Tx tx, UUID id, String reason) {
        tx.execute(
                "UPDATE notices SET state = 'bounced', reason = ? WHERE (id = ? OR letter = ?) AND state IN ('sent', 'sending')",
                reason,
                Uuids.bytes(id),
                Uuids.bytes(id));
    }

    /** The newest that a customer's contact points were sent. */
    static List<Notice> ofCustomers(Tx tx, Collection<CustomerId> customers, int most) {
        List<Notice> found = new ArrayList<>();
        for (CustomerId customer : customers) {
            found.addAll(tx.sql(ALL + "WHERE customer = ? ORDER BY created_at DESC, id DESC LIMIT ?")
                    .params(Uuids.bytes(customer.value()), most)
                    .query((row, n) -> notice(row))
                    .list());
        }
        return found;
    }

    /** Whose they were is known no more, nor what was said; how many. */
    static int forget(Tx tx, CustomerId customer) {
        return tx.execute(
                "UPDATE notices SET customer = NULL, subject = NULL, body = NULL WHERE customer = ?",
                Uuids.bytes(customer.value()));
    }

    /** Words are about parcels, yet who is erased has a right that none stay. */
    static void forgetContact(Tx tx, UUID contact) {
        tx.execute("UPDATE notices SET subject = NULL, body = NULL WHERE contact = ?", Uuids.bytes(contact));
    }

    /** Those that are done with and older than a time. */
    static List<UUID> old(Tx tx, Instant before, int most) {
        return tx.sql(
                        """
                        SELECT id FROM notices WHERE created_at < ? AND state NOT IN ('waiting', 'sending')
                        ORDER BY created_at LIMIT ?
                        """)
                .params(before.toEpochMilli(), most)
                .query((row, n) -> Uuids.of(row.getBytes(1)))
                .list();
    }

    /** What is done with stays so. */
    static void delete(Tx tx, List<UUID> ids) {
        tx.update(
                "DELETE FROM notices WHERE id = ?",
                ids.stream().map(id -> new Object[] {Uuids.bytes(id)}).toList());
    }

    static Notice notice(ResultSet row) throws SQLException {
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
                Optional.ofNullable(row.getBytes("customer")).map(id -> new CustomerId(Uuids.of(id))),
                Milestone.ofCode(row.getString("milestone")).orElseThrow(),
                Instant.ofEpochMilli(row.getLong("happened_at")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                NoticeState.ofCode(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                row.getInt("attempts"),
                row.getInt("unsure") == 1,
                Optional.ofNullable(row.getString("ref")),
                Optional.ofNullable(row.getBytes("letter")).map(Uuids::of),
                Optional.ofNullable(row.getString("told")),
                subject.map(text -> new NoticeText(Locale.ROOT, text, body == null ? "" : body, Optional.empty())),
                sent,
                Optional.ofNullable(row.getString("reason")));
    }
}
