package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One row for each question that was asked, with its answer. */
final class FeedbackTable {
    /** Stands for a customer whom nobody knows: NULLs would all differ. */
    private static final UUID NOBODY = new UUID(0, 0);

    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private FeedbackTable() {}

    private static byte[] key(Optional<CustomerId> customer) {
        return Uuids.bytes(customer.map(CustomerId::value).orElse(NOBODY));
    }

    /** False if it has been asked. */
    static boolean insert(Tx tx, String token, Feedback.Asked asked) {
        return tx.execute(
                        """
                        INSERT INTO feedback (token, about, subject, customer, survey, asked_at) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (about, subject, customer, survey) DO NOTHING
                        """,
                        token,
                        asked.about().code(),
                        Uuids.bytes(asked.subject()),
                        key(asked.customer()),
                        Feedback.SURVEY,
                        asked.askedAt().toEpochMilli())
                > 0;
    }

    static Optional<String> token(Tx tx, About about, UUID subject, Optional<CustomerId> customer) {
        return tx.sql("SELECT token FROM feedback WHERE about = ? AND subject = ? AND customer = ? AND survey = ?")
                .params(about.code(), Uuids.bytes(subject), key(customer), Feedback.SURVEY)
                .query(String.class)
                .optional();
    }

    static Optional<Feedback.Asked> find(Tx tx, String token) {
        return tx.sql("SELECT about, subject, customer, asked_at, given_at FROM feedback WHERE token = ?")
                .param(token)
                .query((row, n) -> new Feedback.Asked(
                        // written by this hub, unless the database comes from a newer one
                        About.ofCode(row.getString("about")).orElse(About.CASE),
                        Uuids.of(row.getBytes("subject")),
                        Optional.of(Uuids.of(row.getBytes("customer")))
                                .filter(id -> !id.equals(NOBODY))
                                .map(CustomerId::new),
                        Instant.ofEpochMilli(row.getLong("asked_at")),
                        row.getObject("given_at") != null))
                .optional();
    }

    /** False if there is an answer already. */
    static boolean give(Tx tx, String token, int score, Optional<String> comment, Instant now) {
        return tx.execute(
                        "UPDATE feedback SET score = ?, comment = ?, given_at = ? WHERE token = ? AND given_at IS NULL",
                        score,
                        comment.orElse(null),
                        now.toEpochMilli(),
                        token)
                > 0;
    }

    private static final String GIVEN =
            "SELECT about, subject, customer, score, comment, given_at FROM feedback WHERE given_at IS NOT NULL AND ";

    private static Feedback.Given given(ResultSet row) throws SQLException {
        return new Feedback.Given(
                // written by this hub, unless the database comes from a newer one
                About.ofCode(row.getString("about")).orElse(About.CASE),
                Uuids.of(row.getBytes("subject")),
                new CustomerId(Uuids.of(row.getBytes("customer"))),
                row.getInt("score"),
                Optional.ofNullable(row.getString("comment")).map(Personal::new),
                Instant.ofEpochMilli(row.getLong("given_at")));
    }

    static Optional<Feedback.Given> given(Tx tx, UUID subject, CustomerId customer) {
        return tx.sql(GIVEN + "customer = ? AND subject = ? ORDER BY given_at DESC LIMIT 1")
                .params(Uuids.bytes(customer.value()), Uuids.bytes(subject))
                .query((row, n) -> given(row))
                .optional();
    }

    static List<Feedback.Given> givenAt(Tx tx, CustomerId customer, Instant at) {
        return tx.sql(GIVEN + "customer = ? AND given_at = ?")
                .params(Uuids.bytes(customer.value()), at.toEpochMilli())
                .query((row, n) -> given(row))
                .list();
    }

    static List<Feedback.Given> after(Tx tx, Optional<UUID> subject, int most) {
        return tx.sql(GIVEN + "subject > ? AND customer <> ? ORDER BY subject, customer LIMIT ?")
                .params(Uuids.bytes(subject.orElse(NOBODY)), Uuids.bytes(NOBODY), most)
                .query((row, n) -> given(row))
                .list();
    }

    static List<Satisfaction> sums(Tx tx, Instant from, Instant to, int survey) {
        List<Satisfaction> sums = new ArrayList<>();
        for (About about : About.values()) {
            long gone = tx.sql(
                            """
                            SELECT COALESCE(SUM(asked), 0) FROM feedback_unanswered
                            WHERE day_at >= ? AND day_at < ? AND about = ? AND survey = ?
                            """)
                    .params(from.toEpochMilli(), to.toEpochMilli(), about.code(), survey)
                    .query(Long.class)
                    .single();
            sums.add(tx.sql(
                            """
                            SELECT COUNT(*), COUNT(score), COALESCE(SUM(score), 0),
                              COALESCE(SUM(CASE WHEN score >= 4 THEN 1 ELSE 0 END), 0)
                            FROM feedback WHERE asked_at >= ? AND asked_at < ? AND about = ? AND survey = ?
                            """)
                    .params(from.toEpochMilli(), to.toEpochMilli(), about.code(), survey)
                    .query((row, n) -> new Satisfaction(
                            about, gone + row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)))
                    .single());
        }
        return sums;
    }

    /** Who ordered a parcel. */
    static Optional<CustomerId> customerOf(Tx tx, ParcelId parcel) {
        return tx.sql("SELECT o.customer FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = ?")
                .param(Uuids.bytes(parcel.value()))
                .query((row, n) -> new CustomerId(Uuids.of(row.getBytes(1))))
                .optional();
    }

    /**
     * Who ordered a parcel, if it is delivered now and somebody can be told so, with the link by which it is rated: whoever pays for it
     * or gets it, at an address that nobody has closed, or whoever follows it.
     */
    static Optional<CustomerId> customerToAsk(Tx tx, ParcelId parcel) {
        return tx.sql(
                        """
                        SELECT o.customer FROM parcels p JOIN orders o ON o.id = p.order_id JOIN shipments s ON s.id = p.shipment
                        WHERE p.id = ? AND p.status = ? AND (
                          EXISTS (SELECT 1 FROM contact_points k WHERE k.customer = o.customer AND k.channel = 'email'
                            AND NOT EXISTS (SELECT 1 FROM notice_contacts n
                              WHERE n.channel = 'email' AND n.address = k.normal AND n.state <> 'open'))
                          OR EXISTS (SELECT 1 FROM contact_points k WHERE k.customer = s.recipient AND k.channel = 'email'
                            AND NOT EXISTS (SELECT 1 FROM notice_contacts n
                              WHERE n.channel = 'email' AND n.address = k.normal AND n.state <> 'open'))
                          OR (s.recipient IS NULL AND s.recipient_email IS NOT NULL)
                          OR EXISTS (SELECT 1 FROM notice_follows f JOIN notice_contacts n ON n.id = f.contact
                            WHERE f.parcel = p.id AND n.state = 'open'))
                        """)
                .params(Uuids.bytes(parcel.value()), EventKind.DELIVERED.code())
                .query((row, n) -> new CustomerId(Uuids.of(row.getBytes(1))))
                .optional();
    }

    static int prune(Tx tx, Instant before, int most) {
        return tx.execute(
                "DELETE FROM feedback WHERE token IN (SELECT token FROM feedback WHERE asked_at < ? ORDER BY asked_at LIMIT ?)",
                before.toEpochMilli(),
                most);
    }

    /** A question, as far as it is counted. */
    private record Unanswered(String token, String about, int survey, long dayAtMs) {}

    /** Lets those go that nobody has answered; how many were asked on their days stays. */
    static int pruneUnanswered(Tx tx, Instant before, int most) {
        List<Unanswered> gone = tx.sql(
                        """
                        SELECT token, about, survey, asked_at FROM feedback WHERE given_at IS NULL AND asked_at < ?
                        ORDER BY asked_at LIMIT ?
                        """)
                .params(before.toEpochMilli(), most)
                .query((row, n) -> new Unanswered(
                        row.getString(1), row.getString(2), row.getInt(3), row.getLong(4) - row.getLong(4) % DAY_MS))
                .list();
        // an answer that comes this moment stays
        gone.stream()
                .filter(one -> tx.execute("DELETE FROM feedback WHERE token = ? AND given_at IS NULL", one.token()) > 0)
                .forEach(one -> tx.execute(
                        """
                        INSERT INTO feedback_unanswered (about, survey, day_at, asked) VALUES (?, ?, ?, 1)
                        ON CONFLICT (about, survey, day_at) DO UPDATE SET asked = feedback_unanswered.asked + 1
                        """,
                        one.about(),
                        one.survey(),
                        one.dayAtMs()));
        return gone.size();
    }

    static int pruneCounts(Tx tx, Instant before) {
        return tx.execute("DELETE FROM feedback_unanswered WHERE day_at < ?", before.toEpochMilli());
    }
}
