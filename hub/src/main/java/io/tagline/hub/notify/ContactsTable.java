package io.tagline.hub.notify;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.notify.Contact.State;
import io.tagline.hub.store.BulkInsert;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row for each address of each channel. */
final class ContactsTable {
    private static final String ALL =
            """
            SELECT id, channel, address, language, time_zone, quiet_from, quiet_to, state, token, soft_bounces, key_one, key_two,
              source, version
            FROM notice_contacts
            """;
    private static final String IDLE =
            """
            FROM notice_contacts c WHERE c.channel = ? AND c.state = ? AND c.created_at < ?
              AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.contact = c.id AND n.created_at >= ?)
              AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.contact = c.id AND n.state IN ('waiting', 'sending'))
              AND NOT EXISTS (SELECT 1 FROM notice_follows f WHERE f.contact = c.id AND c.state = 'open')
              AND NOT EXISTS (SELECT 1 FROM notice_choices h WHERE h.contact = c.id AND c.state = 'open')
            """;
    private static final BulkInsert INSERT = new BulkInsert(
            "notice_contacts",
            1,
            "id bytea",
            "channel text",
            "address text",
            "state text",
            "token text",
            "key_one text",
            "key_two text",
            "source text",
            "created_at bigint");
    private static final int MINUTES = 60;

    private ContactsTable() {}

    /** A contact that may be there already. */
    record NewContact(
            UUID id,
            Channel channel,
            Personal address,
            Personal token,
            Optional<Personal> keyOne,
            Optional<Personal> keyTwo,
            Optional<String> source) {}

    /** Adds those whose address nobody has; gives the indexes of what was added. */
    static BitSet insert(Tx tx, List<NewContact> contacts, long nowMs) {
        List<Object[]> rows = new ArrayList<>(contacts.size());
        for (NewContact contact : contacts) {
            rows.add(new Object[] {
                Uuids.bytes(contact.id()),
                contact.channel().code(),
                contact.address().value(),
                State.OPEN.code(),
                contact.token().value(),
                contact.keyOne().map(Personal::value).orElse(null),
                contact.keyTwo().map(Personal::value).orElse(null),
                contact.source().orElse(null),
                nowMs
            });
        }
        return tx.insertNew(INSERT, rows);
    }

    static List<Contact> byAddress(Tx tx, Channel channel, Collection<String> addresses) {
        List<Contact> found = new ArrayList<>(addresses.size());
        tx.forEach(
                ALL + "WHERE channel = ? AND address IN ",
                List.of(channel.code()),
                addresses,
                row -> found.add(contact(row)));
        return found;
    }

    static List<Contact> byId(Tx tx, Collection<UUID> ids) {
        List<Contact> found = new ArrayList<>(ids.size());
        tx.forEach(ALL + "WHERE id IN ", ids.stream().map(Uuids::bytes).toList(), row -> found.add(contact(row)));
        return found;
    }

    static Optional<Contact> byToken(Tx tx, Personal token) {
        return tx.sql(ALL + "WHERE token = ?")
                .param(token.value())
                .query((row, n) -> contact(row))
                .optional();
    }

    /** Webhooks that are open; there are few. */
    static List<Contact> webhooks(Tx tx, int most) {
        return tx.sql(ALL + "WHERE channel = ? AND state <> 'erased' ORDER BY created_at, id LIMIT ?")
                .params(Channel.WEBHOOK.code(), most)
                .query((row, n) -> contact(row))
                .list();
    }

    /** What its owner may choose. False if it has another version by now. */
    static boolean choose(Tx tx, UUID id, long version, NoticeChoice choice) {
        return tx.execute(
                        """
                        UPDATE notice_contacts SET language = ?, time_zone = ?, quiet_from = ?, quiet_to = ?, version = version + 1
                        WHERE id = ? AND version = ?
                        """,
                        choice.language().map(Locale::toLanguageTag).orElse(null),
                        choice.zone().map(ZoneId::getId).orElse(null),
                        choice.quiet().map(quiet -> minute(quiet.from())).orElse(null),
                        choice.quiet().map(quiet -> minute(quiet.to())).orElse(null),
                        Uuids.bytes(id),
                        version)
                == 1;
    }

    /** The language of the page that it was named on, where it chose none. */
    static void speaks(Tx tx, UUID id, Locale language) {
        tx.execute(
                "UPDATE notice_contacts SET language = COALESCE(language, ?) WHERE id = ?",
                language.toLanguageTag(),
                Uuids.bytes(id));
    }

    /** Closes one that is open; false if it isn't. */
    static boolean close(Tx tx, UUID id, State state) {
        return tx.execute(
                        "UPDATE notice_contacts SET state = ?, version = version + 1 WHERE id = ? AND state = ?",
                        state.code(),
                        Uuids.bytes(id),
                        State.OPEN.code())
                == 1;
    }

    static void reopen(Tx tx, UUID id) {
        tx.execute(
                "UPDATE notice_contacts SET state = ?, soft_bounces = 0, version = version + 1 WHERE id = ?",
                State.OPEN.code(),
                Uuids.bytes(id));
    }

    /** Nobody can be told by what is left, nor known by it. */
    static void erase(Tx tx, UUID id) {
        tx.execute(
                """
                UPDATE notice_contacts SET state = ?, address = ?, key_one = NULL, key_two = NULL, language = NULL, time_zone = NULL,
                  quiet_from = NULL, quiet_to = NULL, version = version + 1
                WHERE id = ?
                """,
                State.ERASED.code(),
                "erased:" + id,
                Uuids.bytes(id));
    }

    /** Where a contact stands in the order of age. */
    record Age(long createdAtMs, UUID id) {
        private static final Age BEFORE_ALL = new Age(Long.MIN_VALUE, new UUID(0, 0));
    }

    /** What is kept of addresses that nobody needs any more, oldest first: see {@link NoticePruning}. */
    static List<Age> idle(Tx tx, Idle idle, Optional<Age> after, int most) {
        Age last = after.orElse(Age.BEFORE_ALL);
        return tx.sql(
                        "SELECT c.created_at, c.id " + IDLE
                                + " AND c.created_at >= ? AND (c.created_at > ? OR c.id > ?) ORDER BY c.created_at, c.id LIMIT ?")
                .params(idle.values())
                .params(last.createdAtMs(), last.createdAtMs(), Uuids.bytes(last.id()), most)
                .query((row, n) -> new Age(row.getLong(1), Uuids.of(row.getBytes(2))))
                .list();
    }

    /** Those of them that are idle still. */
    static void delete(Tx tx, Idle idle, List<Age> found) {
        List<byte[]> gone = new ArrayList<>(found.size());
        tx.forEach(
                "SELECT c.id " + IDLE + " AND c.id IN ",
                idle.values(),
                found.stream().map(age -> Uuids.bytes(age.id())).toList(),
                row -> gone.add(row.getBytes(1)));
        List<Object[]> rows = gone.stream().map(id -> new Object[] {id}).toList();
        tx.update("DELETE FROM notice_follows WHERE contact = ?", rows);
        tx.update("DELETE FROM notice_choices WHERE contact = ?", rows);
        tx.update("DELETE FROM notice_contacts WHERE id = ?", rows);
    }

    /** Contacts of a channel and a state that were told nothing since. */
    record Idle(Channel channel, State state, Instant since) {
        List<Object> values() {
            return List.of(channel.code(), state.code(), since.toEpochMilli(), since.toEpochMilli());
        }
    }

    static void softBounces(Tx tx, UUID id, int count) {
        tx.execute("UPDATE notice_contacts SET soft_bounces = ? WHERE id = ?", count, Uuids.bytes(id));
    }

    static void keys(Tx tx, UUID id, Optional<Personal> one, Optional<Personal> two) {
        tx.execute(
                "UPDATE notice_contacts SET key_one = ?, key_two = ?, version = version + 1 WHERE id = ?",
                one.map(Personal::value).orElse(null),
                two.map(Personal::value).orElse(null),
                Uuids.bytes(id));
    }

    private static int minute(LocalTime time) {
        return time.toSecondOfDay() / MINUTES;
    }

    private static Contact contact(ResultSet row) throws SQLException {
        int from = row.getInt("quiet_from");
        boolean quiet = !row.wasNull();
        int to = row.getInt("quiet_to");
        String state = row.getString("state");
        return new Contact(
                Uuids.of(row.getBytes("id")),
                Channel.ofCode(row.getString("channel")).orElseThrow(),
                new Personal(row.getString("address")),
                text(row, "language").map(Locale::forLanguageTag),
                text(row, "time_zone").map(ZoneId::of),
                quiet ? Optional.of(new QuietHours(time(from), time(to))) : Optional.empty(),
                List.of(State.values()).stream()
                        .filter(known -> known.code().equals(state))
                        .findFirst()
                        .orElse(State.STOPPED),
                new Personal(row.getString("token")),
                row.getInt("soft_bounces"),
                text(row, "key_one").map(Personal::new),
                text(row, "key_two").map(Personal::new),
                text(row, "source"),
                row.getLong("version"));
    }

    private static LocalTime time(int minute) {
        return LocalTime.ofSecondOfDay((long) minute * MINUTES);
    }

    private static Optional<String> text(ResultSet row, String column) throws SQLException {
        @Nullable String value = row.getString(column);
        return Optional.ofNullable(value);
    }
}
