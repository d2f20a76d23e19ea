package io.tagline.edge.board;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom a request says it comes from and goes to. A page from elsewhere that a browser in the depot has open must neither read the board
 * nor press its button.
 */
final class Caller {
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:.]+]");

    /** Nobody can own these in the public DNS: RFC 6762, RFC 8375, and ICANN's reservation of {@code internal}. */
    private static final List<String> LOCAL = List.of(".local", ".home.arpa", ".internal");

    private Caller() {}

    /**
     * True if the request was meant for this board: by address, by a name of the local network, or by one from the settings. A name that
     * somebody else's DNS points here (DNS rebinding) is none of these.
     */
    static boolean isForUs(HttpExchange exchange, Set<String> names) {
        String host = host(exchange).replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
        return ADDRESS.matcher(host).matches()
                || (!host.isEmpty() && host.indexOf('.') < 0)
                || LOCAL.stream().anyMatch(host::endsWith)
                || names.contains(host);
    }

    /** True if it was made by a page of this board, by the word of the browser; RFC 6454 §7. */
    static boolean isFromUs(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String site = header(headers, "Sec-Fetch-Site");
        return (site.isEmpty() || site.equals("same-origin"))
                && host(exchange).equalsIgnoreCase(authority(header(headers, "Origin")));
    }

    /** {@code ?lang=}, else what the browser prefers, else the board's own. */
    static Language language(HttpExchange exchange, Language otherwise) {
        return asked(exchange.getRequestURI())
                .or(() -> Language.ofAcceptLanguage(header(exchange.getRequestHeaders(), "Accept-Language")))
                .orElse(otherwise);
    }

    static String host(HttpExchange exchange) {
        return header(exchange.getRequestHeaders(), "Host");
    }

    private static Optional<Language> asked(URI uri) {
        String query = uri.getRawQuery();
        if (query == null) {
            return Optional.empty();
        }
        for (String pair : query.split("&", 10)) {
            if (pair.startsWith("lang=")) {
                return Language.ofCode(pair.substring("lang=".length()));
            }
        }
        return Optional.empty();
    }

    private static String authority(String origin) {
        return origin.replaceFirst("^https?://", "");
    }

    private static String header(Headers headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value.strip();
    }
}
