package io.tagline.hub.care;

import io.tagline.hub.care.CareRecords.HeldCase;
import io.tagline.hub.care.CareRecords.HeldFeedback;
import io.tagline.hub.care.CareRecords.HeldWord;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the tables of care say of persons. */
final class CareRecordsTable {
    /** Stands where words of a person stood: a case goes on having a subject. */
    static final String ERASED = "erased";

    private CareRecordsTable() {}

    static List<HeldCase> cases(Tx tx, List<byte[]> customers) {
        List<HeldCase> held = new ArrayList<>();
        for (UUID id : caseIds(tx, customers)) {
            CasesTable.byId(tx, id).ifPresent(found -> held.add(HeldCase.of(found, CaseEventsTable.of(tx, id))));
        }
        return held;
    }

    /** Also those that came from an address of theirs and are nobody's; not where somebody else has the address, too. */
    private static List<UUID> caseIds(Tx tx, List<byte[]> customers) {
        Set<UUID> ids = new LinkedHashSet<>();
        tx.forEach("SELECT id FROM cases WHERE customer IN ", customers, row -> ids.add(Uuids.of(row.getBytes(1))));
        tx.forEach(
                "SELECT id FROM cases WHERE customer IS NULL AND reply_to IN ",
                addresses(tx, customers),
                row -> ids.add(Uuids.of(row.getBytes(1))));
        return List.copyOf(ids);
    }

    /** Addresses of these and of nobody else. */
    private static Set<String> addresses(Tx tx, List<byte[]> customers) {
        Set<UUID> these = new HashSet<>();
        customers.forEach(id -> these.add(Uuids.of(id)));
        Set<String> theirs = new LinkedHashSet<>();
        tx.forEach(
                "SELECT normal FROM contact_points WHERE channel = 'email' AND customer IN ",
                customers,
                row -> theirs.add(row.getString(1)));
        Set<String> shared = new HashSet<>();
        tx.forEach(
                "SELECT normal, customer FROM contact_points WHERE channel = 'email' AND normal IN ", theirs, row -> {
                    if (!these.contains(Uuids.of(row.getBytes(2)))) {
                        shared.add(row.getString(1));
                    }
                });
        theirs.removeAll(shared);
        return theirs;
    }

    static List<HeldWord> said(Tx tx, List<byte[]> customers) {
        List<HeldWord> held = new ArrayList<>();
        tx.forEach(
                "SELECT at, channel, direction, summary AS said FROM interactions WHERE customer IN ",
                customers,
                row -> held.add(word(row, row.getString("channel"), row.getString("direction"))));
        return held;
    }

    static List<HeldWord> mails(Tx tx, List<byte[]> customers) {
        List<HeldWord> held = new ArrayList<>();
        tx.forEach(
                "SELECT created_at AS at, body AS said FROM mails_out WHERE case_id IN ",
                caseIds(tx, customers).stream().map(Uuids::bytes).toList(),
                row -> held.add(word(row, Channel.EMAIL.code(), Interaction.Direction.OUT.code())));
        return held;
    }

    private static HeldWord word(ResultSet row, String channel, String direction) throws SQLException {
        return new HeldWord(
                Instant.ofEpochMilli(row.getLong("at")), channel, direction, new Personal(row.getString("said")));
    }

    static List<HeldFeedback> feedback(Tx tx, List<byte[]> customers) {
        List<HeldFeedback> held = new ArrayList<>();
        tx.forEach(
                "SELECT asked_at, about, score, comment, given_at FROM feedback WHERE customer IN ", customers, row -> {
                    int score = row.getInt("score");
                    Optional<Integer> given = row.wasNull() ? Optional.empty() : Optional.of(score);
                    long at = row.getLong("given_at");
                    Optional<Instant> givenAt =
                            row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
                    held.add(new HeldFeedback(
                            Instant.ofEpochMilli(row.getLong("asked_at")),
                            row.getString("about"),
                            given,
                            Optional.ofNullable(row.getString("comment")).map(Personal::new),
                            givenAt));
                });
        return held;
    }

    /**
     * Takes out every word of theirs and about them; kinds, times, states and scores stay, since due times and satisfaction are
     * measured by them. What was still to be mailed is not.
     */
    static int erase(Tx tx, List<byte[]> customers) {
        int rows = 0;
        for (UUID id : caseIds(tx, customers)) {
            rows += eraseCase(tx, Uuids.bytes(id));
        }
        for (byte[] customer : customers) {
            rows += tx.execute("UPDATE interactions SET summary = ? WHERE customer = ?", ERASED, customer);
            rows += tx.execute(
                    "UPDATE feedback SET comment = NULL WHERE comment IS NOT NULL AND customer = ?", customer);
        }
        return rows;
    }

    private static int eraseCase(Tx tx, byte[] id) {
        tx.execute("UPDATE case_events SET note = NULL WHERE case_id = ?", id);
        tx.execute("UPDATE claims SET note = NULL WHERE case_id = ?", id);
        tx.execute("UPDATE interactions SET summary = ? WHERE case_id = ?", ERASED, id);
        tx.execute(
                """
                UPDATE mails_out SET recipient = ?, subject = ?, body = ?, in_reply_to = NULL, next_at = NULL, outcome = COALESCE(outcome, ?)
                WHERE case_id = ?
                """,
                ERASED,
                ERASED,
                ERASED,
                ERASED,
                id);
        return tx.execute(
                """
                UPDATE cases SET subject = ?, body = ?, reply_to = NULL, version = version + 1,
                  resolution = CASE WHEN resolution IS NULL THEN NULL ELSE CAST(? AS TEXT) END
                WHERE id = ?
                """,
                ERASED,
                ERASED,
                ERASED,
                id);
    }
}
