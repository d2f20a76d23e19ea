package io.tagline.hub.access;

import io.tagline.hub.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** SQL of API keys, by name and by hash. */
final class ApiKeysTable {

    private static final String SELECT = "SELECT name, scopes, source, created_at FROM api_keys ";

    private ApiKeysTable() {}

    static Optional<ApiKey> byName(Tx tx, String name) {
        return one(tx, SELECT + "WHERE name = ?", name);
    }

    static Optional<ApiKey> byHash(Tx tx, String hash) {
        return one(tx, SELECT + "WHERE key_hash = ?", hash);
    }

    static List<ApiKey> all(Tx tx) {
        return tx.sql(SELECT + "ORDER BY name").query((row, number) -> map(row)).list();
    }

    static void insert(Tx tx, ApiKey key, String hash) {
        tx.execute(
                "INSERT INTO api_keys (name, key_hash, scopes, source, created_at) VALUES (?, ?, ?, ?, ?)",
                key.name(),
                hash,
                Scope.join(key.scopes()),
                key.source().orElse(null),
                key.createdAt().toEpochMilli());
    }

    static boolean delete(Tx tx, String name) {
        return tx.sql("DELETE FROM api_keys WHERE name = ?").param(name).update() == 1;
    }

    private static Optional<ApiKey> one(Tx tx, String sql, String value) {
        return tx.sql(sql).param(value).query((row, number) -> map(row)).optional();
    }

    private static ApiKey map(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString("name"),
                Scope.split(row.getString("scopes")),
                Optional.ofNullable(row.getString("source")),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
