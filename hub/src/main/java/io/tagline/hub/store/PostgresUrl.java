package io.tagline.hub.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * A PostgreSQL address in JDBC's form, or in libpq's ("Connection URIs" in PostgreSQL's manual, §34.1.1.2), which platforms hand
 * out. User and password leave the URL, so that it can be shown.
 */
record PostgresUrl(String jdbcUrl, Properties credentials) {
    private static final String EXPECTED =
            "expected jdbc:postgresql://host:port/database or postgres://user:password@host:port/database";

    static PostgresUrl parse(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresUrl(url, new Properties());
        }
        if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
            throw new IllegalArgumentException("database URL of an unknown kind: " + EXPECTED);
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // the cause would quote the URL with its password
            throw new IllegalArgumentException(
                    "database URL with a fault at character " + e.getIndex() + ": " + EXPECTED);
        }
        String path = uri.getPath();
        if (uri.getHost() == null || path == null || path.length() < 2) {
            throw new IllegalArgumentException("database URL without host or database: " + EXPECTED);
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new PostgresUrl("jdbc:postgresql://" + uri.getHost() + port + path + query, credentials(uri));
    }

    private static Properties credentials(URI uri) {
        Properties credentials = new Properties();
        String userInfo = uri.getRawUserInfo();
        if (userInfo != null) {
            int colon = userInfo.indexOf(':');
            credentials.setProperty("user", decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)));
            if (colon >= 0) {
                credentials.setProperty("password", decoded(userInfo.substring(colon + 1)));
            }
        }
        return credentials;
    }

    private static String decoded(String text) {
        // a plus sign is itself in the user part of a URI (RFC 3986 §3.2.1)
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
