package io.tagline.hub.access;

import io.tagline.hub.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SQL of staff and their password hashes. */
final class StaffUsersTable {

    private static final String SELECT = "SELECT name, password_hash, roles, post, created_at FROM staff_users ";

    private StaffUsersTable() {}

    static Optional<StaffUsers.WithHash> find(Tx tx, String name) {
        return tx.sql(SELECT + "WHERE name = ?")
                .param(name)
                .query((row, number) -> map(row))
                .optional();
    }

    static List<StaffUsers.WithHash> all(Tx tx) {
        return tx.sql(SELECT + "ORDER BY name").query((row, number) -> map(row)).list();
    }

    static void insert(Tx tx, StaffUsers.WithHash user) {
        tx.execute(
                "INSERT INTO staff_users (name, password_hash, roles, post, created_at) VALUES (?, ?, ?, ?, ?)",
                user.user().name(),
                user.passwordHash(),
                Role.join(user.user().roles()),
                user.user().post().orElse(null),
                user.user().createdAt().toEpochMilli());
    }

    static boolean setPassword(Tx tx, String name, String hash) {
        return tx.execute("UPDATE staff_users SET password_hash = ? WHERE name = ?", hash, name) == 1;
    }

    static boolean replaceHash(Tx tx, String name, String oldHash, String newHash) {
        return tx.execute(
                        "UPDATE staff_users SET password_hash = ? WHERE name = ? AND password_hash = ?",
                        newHash,
                        name,
                        oldHash)
                == 1;
    }

    static void setRights(Tx tx, String name, Set<Role> roles, Optional<String> post) {
        tx.execute(
                "UPDATE staff_users SET roles = ?, post = ? WHERE name = ?", Role.join(roles), post.orElse(null), name);
    }

    static boolean delete(Tx tx, String name) {
        return tx.sql("DELETE FROM staff_users WHERE name = ?").param(name).update() == 1;
    }

    private static StaffUsers.WithHash map(ResultSet row) throws SQLException {
        StaffUser user = new StaffUser(
                row.getString("name"),
                Role.split(row.getString("roles")),
                Optional.ofNullable(row.getString("post")),
                Instant.ofEpochMilli(row.getLong("created_at")));
        return new StaffUsers.WithHash(user, row.getString("password_hash"));
    }
}
