package io.tagline.hub.access;

import io.tagline.hub.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** SQL of staff and their password hashes. */
final class StaffUsersTable {

    private static final String SELECT = "SELECT name, password_hash, roles, created_at FROM staff_users ";

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
        tx.sql("INSERT INTO staff_users (name, password_hash, roles, created_at) VALUES (?, ?, ?, ?)")
                .params(
                        user.user().name(),
                        user.passwordHash(),
                        Role.join(user.user().roles()),
                        user.user().createdAt().toEpochMilli())
                .update();
    }

    static boolean setPassword(Tx tx, String name, String hash) {
        return tx.sql("UPDATE staff_users SET password_hash = ? WHERE name = ?")
                        .params(hash, name)
                        .update()
                == 1;
    }

    static boolean delete(Tx tx, String name) {
        return tx.sql("DELETE FROM staff_users WHERE name = ?").param(name).update() == 1;
    }

    private static StaffUsers.WithHash map(ResultSet row) throws SQLException {
        StaffUser user = new StaffUser(
                row.getString("name"),
                Role.split(row.getString("roles")),
                Instant.ofEpochMilli(row.getLong("created_at")));
        return new StaffUsers.WithHash(user, row.getString("password_hash"));
    }
}
