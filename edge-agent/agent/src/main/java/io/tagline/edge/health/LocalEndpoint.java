package io.tagline.edge.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tagline.wire.Health;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * {@code /health} and {@code /metrics} over HTTP, on loopback only: for {@code status}, Prometheus and a technician at the
 * gateway. One thread {@code health-http} answers; when eight wait, further connections are closed.
 */
public final class LocalEndpoint implements AutoCloseable {
    private static final int WAITING = 8;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final AgentHealth health;
    private final HttpServer server;
    private final ThreadPoolExecutor executor;

    private LocalEndpoint(AgentHealth health, HttpServer server) {
        this.health = health;
        this.server = server;
        this.executor = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> new Thread(work, "health-http"));
    }

    /**
     * Starts to answer.
     *
     * @param port on loopback; 0 lets the system choose, see {@link #port()}
     * @throws IOException naming the port, if it is taken
     */
    public static LocalEndpoint start(AgentHealth health, int port) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HttpServer server;
        try {
            server = HttpServer.create(address, WAITING);
        } catch (IOException e) {
            throw new IOException(
                    "health port " + port + " on loopback: " + e.getMessage() + ": expected a free port", e);
        }
        var endpoint = new LocalEndpoint(health, server);
        server.setExecutor(endpoint.executor);
        server.createContext("/", endpoint::answer);
        server.start();
        return endpoint;
    }

    /** The port that it answers on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, NOT_ALLOWED, "text/plain", exchange.getRequestMethod() + ": expected GET\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health" -> {
                    Health now = health.snapshot();
                    send(exchange, now.problems().isEmpty() ? OK : UNAVAILABLE, "application/json", HealthJson.of(now));
                }
                case "/metrics" -> send(exchange, OK, PrometheusText.CONTENT_TYPE, PrometheusText.of(health));
                default -> send(exchange, NOT_FOUND, "text/plain", "expected /health or /metrics\n");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
