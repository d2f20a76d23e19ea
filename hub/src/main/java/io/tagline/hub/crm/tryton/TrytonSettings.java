package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.http.CrmHttp;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a Tryton is, and who we are there.
 *
 * @param address of the server, {@code https} unless it is this machine, e.g. {@code https://erp.example.org/}
 * @param database its name there
 * @param login of a user that nobody else uses: what it wrote last is known as ours
 * @param company for orders and cases; empty takes the user's own
 * @param currency ISO 4217 code for orders; empty takes the company's
 * @param longestRequest after this long a request is over there, done or not; 1 s to 10 min
 * @param overlap how much is read again each time: longer than a transaction lasts there, since its records carry the time of its
 *     beginning; 0 s to 1 h
 * @param keys by model, what a key of ours looks like, where other records have something in the same field; by default anything is
 */
public record TrytonSettings(
        URI address,
        String database,
        String login,
        String password,
        Optional<String> company,
        Optional<String> currency,
        Duration longestRequest,
        Duration overlap,
        Map<String, Pattern> keys) {
    /** What suits a server that answers within seconds. */
    public static final Duration LONGEST_REQUEST = Duration.ofSeconds(60);

    public static final Duration OVERLAP = Duration.ofSeconds(30);

    public TrytonSettings {
        CrmHttp.address(address.toString());
        check(database.matches("[A-Za-z0-9_-]{1,63}"), "database", database, "1 to 63 letters, digits, _ or -");
        check(!login.isBlank() && !login.contains(":"), "login", login, "a name without colon");
        check(!password.isEmpty(), "password", "\"\"", "one");
        check(
                longestRequest.toMillis() >= 1000 && longestRequest.toMinutes() <= 10,
                "longestRequest",
                longestRequest,
                "1 s to 10 min");
        check(!overlap.isNegative() && overlap.toMinutes() <= 60, "overlap", overlap, "0 s to 1 h");
        keys = Map.copyOf(keys);
    }

    /** As most are. */
    public static TrytonSettings of(String address, String database, String login, String password) {
        return new TrytonSettings(
                CrmHttp.address(address),
                database,
                login,
                password,
                Optional.empty(),
                Optional.empty(),
                LONGEST_REQUEST,
                OVERLAP,
                Map.of());
    }

    private static void check(boolean right, String name, Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(name + " " + value + ": expected " + expected);
        }
    }

    URI rpc() {
        String base = address.toString();
        return URI.create(base + (base.endsWith("/") ? "" : "/") + database + "/");
    }

    boolean ours(String model, String key) {
        Pattern pattern = keys.get(model);
        return !key.isEmpty() && (pattern == null || pattern.matcher(key).matches());
    }

    @Override
    public String toString() {
        return login + " at " + address + " (" + database + ")";
    }
}
