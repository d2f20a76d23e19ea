package io.tagline.hub.notify;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.tracking.ParcelId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Addresses whose owners have yet to say that they want to be told. */
final class SignupsTable {
    private static final String ALL = "SELECT token, address, parcel, language, attempts FROM notice_signups ";

    private SignupsTable() {}

    static void insert(Tx tx, NoticeSignup signup, Instant now) {
        tx.execute(
                """
                INSERT INTO notice_signups (token, address, parcel, language, due_at, created_at) VALUES (?, ?, ?, ?, ?, ?)
                """,
                signup.token().value(),
                signup.address().value(),
                Uuids.bytes(signup.parcel().value()),
                signup.language().toLanguageTag(),
                now.toEpochMilli(),
                now.toEpochMilli());
    }

    static Optional<NoticeSignup> byToken(Tx tx, String token) {
        return tx.sql(ALL + "WHERE token = ?")
                .param(token)
                .query((row, n) -> signup(row))
                .optional();
    }

    /** Whose message is due, longest first. */
    static List<NoticeSignup> due(Tx tx, Instant now, int most) {
        return tx.sql(ALL + "WHERE due_at <= ? ORDER BY due_at LIMIT ?")
                .params(now.toEpochMilli(), most)
                .query((row, n) -> signup(row))
                .list();
    }

    static long ofParcel(Tx tx, ParcelId parcel, Instant since) {
        return tx.sql("SELECT COUNT(*) FROM notice_signups WHERE parcel = ? AND created_at >= ?")
                .params(Uuids.bytes(parcel.value()), since.toEpochMilli())
                .query(Long.class)
                .single();
    }

    static long ofAddress(Tx tx, String address, Instant since) {
        return tx.sql("SELECT COUNT(*) FROM notice_signups WHERE address = ? AND created_at >= ?")
                .params(address, since.toEpochMilli())
                .query(Long.class)
                .single();
    }

    static long all(Tx tx) {
        return tx.sql("SELECT COUNT(*) FROM notice_signups").query(Long.class).single();
    }

    /** Its message was tried; without a time it is not tried again. */
    static void tried(Tx tx, NoticeSignup signup, Optional<Instant> again) {
        tx.execute(
                "UPDATE notice_signups SET due_at = ?, attempts = attempts + 1 WHERE token = ?",
                again.map(Instant::toEpochMilli).orElse(null),
                signup.token().value());
    }

    static void remove(Tx tx, String token) {
        tx.execute("DELETE FROM notice_signups WHERE token = ?", token);
    }

    /** When the owner of an address was asked, newest first: three in a day at most, and kept for days. */
    static List<Instant> asked(Tx tx, String address, int most) {
        return tx.sql("SELECT created_at FROM notice_signups WHERE address = ? ORDER BY created_at DESC LIMIT ?")
                .params(address, most)
                .query((row, n) -> Instant.ofEpochMilli(row.getLong("created_at")))
                .list();
    }

    static int forget(Tx tx, String address) {
        return tx.execute("DELETE FROM notice_signups WHERE address = ?", address);
    }

    /** Tokens of those that were made before. */
    static List<String> old(Tx tx, Instant before, int most) {
        return tx.sql("SELECT token FROM notice_signups WHERE created_at < ? ORDER BY created_at LIMIT ?")
                .params(before.toEpochMilli(), most)
                .query(String.class)
                .list();
    }

    static void delete(Tx tx, List<String> tokens) {
        tx.update(
                "DELETE FROM notice_signups WHERE token = ?",
                tokens.stream().map(token -> new Object[] {token}).toList());
    }

    private static NoticeSignup signup(ResultSet row) throws SQLException {
        return new NoticeSignup(
                new Personal(row.getString("token")),
                new Personal(row.getString("address")),
                new ParcelId(Uuids.of(row.getBytes("parcel"))),
                Locale.forLanguageTag(row.getString("language")),
                row.getInt("attempts"));
    }
}
