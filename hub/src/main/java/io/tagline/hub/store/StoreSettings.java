package io.tagline.hub.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Which database, from the settings: {@link #sqlite} by default, {@link #database} where a URL is given. */
public final class StoreSettings {
    private final String jdbcUrl;
    private final Properties credentials;
    private final boolean sqlite;

    private StoreSettings(String jdbcUrl, Properties credentials, boolean sqlite) {
        this.jdbcUrl = jdbcUrl;
        this.credentials = credentials;
        this.sqlite = sqlite;
    }

    /** A file, made where it is missing; its folder must exist. */
    public static StoreSettings sqlite(Path file) {
        return new StoreSettings("jdbc:sqlite:" + file.toAbsolutePath(), new Properties(), true);
    }

    /**
     * PostgreSQL, as {@code jdbc:postgresql://host:port/database} or as {@code postgres://user:password@host:port/database}.
     *
     * @throws IllegalArgumentException for any other URL, without quoting it: it may hold a password
     */
    public static StoreSettings database(String url) {
        PostgresUrl parsed = PostgresUrl.parse(url);
        return new StoreSettings(parsed.jdbcUrl(), parsed.credentials(), false);
    }

    String jdbcUrl() {
        return jdbcUrl;
    }

    Properties credentials() {
        return credentials;
    }

    /**
     * What the PostgreSQL driver waits for at most, seconds, where the URL says nothing else. It has no limit by default: a network
     * that swallows packets would hold the intake until TCP gives up, a quarter of an hour later.
     */
    Map<String, String> timeouts() {
        Map<String, String> timeouts = new HashMap<>();
        Map.of("connectTimeout", "5", "socketTimeout", "30", "tcpKeepAlive", "true")
                .forEach((name, value) -> {
                    if (!jdbcUrl.contains(name + "=")) {
                        timeouts.put(name, value);
                    }
                });
        return timeouts;
    }

    boolean isSqlite() {
        return sqlite;
    }

    /** Where the data is, without user and password. */
    @Override
    public String toString() {
        int query = jdbcUrl.indexOf('?');
        return query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
    }
}
