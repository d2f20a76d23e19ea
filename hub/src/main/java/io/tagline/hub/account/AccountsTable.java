package io.tagline.hub.account;

import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Links of the last day and sessions that last; of both only the hashes. */
final class AccountsTable {
    private AccountsTable() {}

    /** How many can still be used. */
    static int openLinks(Tx tx, String email, Instant now) {
        return tx.sql("SELECT count(*) FROM account_links WHERE email = ? AND used_at IS NULL AND expires_at > ?")
                .params(email, now.toEpochMilli())
                .query(Integer.class)
                .single();
    }

    /** How many were made after that, used or not. */
    static int links(Tx tx, String email, Instant after) {
        return tx.sql("SELECT count(*) FROM account_links WHERE email = ? AND made_at > ?")
                .params(email, after.toEpochMilli())
                .query(Integer.class)
                .single();
    }

    static boolean addLink(Tx tx, String hash, String email, Instant made, Instant expires) {
        return tx.execute(
                        "INSERT INTO account_links (hash, email, made_at, expires_at) VALUES (?, ?, ?, ?)",
                        hash,
                        email,
                        made.toEpochMilli(),
                        expires.toEpochMilli())
                == 1;
    }

    /** The address that a link was mailed to. */
    static Optional<String> link(Tx tx, String hash, Instant now) {
        return tx.sql("SELECT email FROM account_links WHERE hash = ? AND used_at IS NULL AND expires_at > ?")
                .params(hash, now.toEpochMilli())
                .query((row, n) -> row.getString(1))
                .optional();
    }

    /** False if somebody was quicker. */
    static boolean use(Tx tx, String hash, Instant now) {
        return tx.execute(
                        "UPDATE account_links SET used_at = ? WHERE hash = ? AND used_at IS NULL",
                        now.toEpochMilli(),
                        hash)
                == 1;
    }

    /** One more; of an address that has enough the oldest end. */
    static void addSession(Tx tx, String hash, String email, Instant now, Instant expires, int most) {
        tx.execute(
                "INSERT INTO account_sessions (hash, email, created_at, expires_at) VALUES (?, ?, ?, ?)",
                hash,
                email,
                now.toEpochMilli(),
                expires.toEpochMilli());
        tx.execute(
                """
                DELETE FROM account_sessions WHERE email = ? AND hash NOT IN
                  (SELECT hash FROM account_sessions WHERE email = ? ORDER BY created_at DESC, hash LIMIT ?)
                """,
                email,
                email,
                most);
    }

    static Optional<String> session(Tx tx, String hash, Instant now) {
        return tx.sql("SELECT email FROM account_sessions WHERE hash = ? AND expires_at > ?")
                .params(hash, now.toEpochMilli())
                .query((row, n) -> row.getString(1))
                .optional();
    }

    static boolean end(Tx tx, String hash) {
        return tx.execute("DELETE FROM account_sessions WHERE hash = ?", hash) == 1;
    }

    static List<AccountRecords.SignIn> sessions(Tx tx, String email) {
        return tx.sql("SELECT created_at, expires_at FROM account_sessions WHERE email = ? ORDER BY created_at")
                .param(email)
                .query((row, n) -> new AccountRecords.SignIn(
                        Instant.ofEpochMilli(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2))))
                .list();
    }

    /** Nothing of an address stays. */
    static int erase(Tx tx, String email) {
        return tx.execute("DELETE FROM account_links WHERE email = ?", email)
                + tx.execute("DELETE FROM account_sessions WHERE email = ?", email);
    }

    /** @param counted links made until then count no more */
    static void prune(Tx tx, Instant now, Instant counted) {
        tx.execute(
                "DELETE FROM account_links WHERE made_at <= ? AND expires_at <= ?",
                counted.toEpochMilli(),
                now.toEpochMilli());
        tx.execute("DELETE FROM account_sessions WHERE expires_at <= ?", now.toEpochMilli());
    }
}
