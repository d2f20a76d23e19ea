package io.tagline.edge.board;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers with the headers that each of them carries. */
final class Answer {
    static final int OK = 200;
    static final int SEE_OTHER = 303;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int MISDIRECTED = 421;
    static final int FAILED = 500;
    static final int UNAVAILABLE = 503;

    /** Everything comes from this board; no other page may frame it; forms go nowhere else. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Answer() {}

    /** Sets what every answer has. A connection carries one answer: those that stand idle would count against nobody's bound. */
    static Headers headers(HttpExchange exchange, String type, String caching) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", caching);
        headers.set("Connection", "close");
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        // not no-referrer: with it browsers hide the origin of the button's POST
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        return headers;
    }

    /** An answer that nobody keeps. */
    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        headers(exchange, type + "; charset=utf-8", "no-store");
        body(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    /** A line for a technician. */
    static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
        send(exchange, status, "text/plain", reason + "\n");
    }

    /** An asset: its address has its version, so that browsers keep it. */
    static void asset(HttpExchange exchange, String type, String body) throws IOException {
        headers(exchange, type + "; charset=utf-8", "public, max-age=31536000, immutable");
        body(exchange, OK, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void body(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
