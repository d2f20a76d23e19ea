package io.tagline.edge.board;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tagline.edge.health.Counter;
import io.tagline.edge.health.Counters;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.time.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The board's addresses over HTTP. Each request has a thread of {@link Workers} to itself, a live page for as long as it stays. */
final class BoardServer implements AutoCloseable {
    /** The most pages that are live at a time; each has a thread, and the service 64 in all (TasksMax of its unit). */
    static final int MOST_LIVE = 12;

    private static final int OTHERS = 3;
    private static final int WAITING = 32;

    /** A browser's form without fields has no body at all. */
    private static final int MOST_BODY = 1_024;

    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(BoardServer.class);

    private final BoardSettings settings;
    private final Set<String> names;
    private final LatestState latest;
    private final Consumer<PortalId> acknowledge;
    private final Ticker ticker;
    private final Assets assets = Assets.load();
    private final BoardPage page;
    private final Semaphore live = new Semaphore(MOST_LIVE);
    private final Counter refused;
    private final HttpServer server;
    private final Workers workers;

    /**
     * @param acknowledge told of each button pressed; returns at once
     * @throws IOException naming the key of the address that cannot be had
     */
    BoardServer(
            BoardSettings settings,
            LatestState latest,
            Consumer<PortalId> acknowledge,
            Ticker ticker,
            Counters counters)
            throws IOException {
        this.settings = settings;
        this.names = settings.names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        this.latest = latest;
        this.acknowledge = acknowledge;
        this.ticker = ticker;
        this.page = new BoardPage(settings, assets.version());
        this.server = bind(settings);
        this.refused = counters.counter(
                "tagline_board_refused_total", "Live pages refused, for " + MOST_LIVE + " were open on the board.");
        Counter dropped = counters.counter(
                "tagline_board_dropped_total", "Browsers given up, for they neither sent nor took anything.");
        counters.gauge(
                "tagline_board_live", "Live pages open on the board.", () -> MOST_LIVE - live.availablePermits());
        this.workers = new Workers(MOST_LIVE + OTHERS, WAITING, ticker, dropped::increment);
        server.setExecutor(workers);
        server.createContext("/", this::answer);
    }

    private static HttpServer bind(BoardSettings settings) throws IOException {
        var address = new InetSocketAddress(settings.bind(), settings.port());
        if (address.isUnresolved()) {
            throw new IOException("board.bind " + settings.bind() + ": unknown; expected an address of this gateway");
        }
        try {
            return HttpServer.create(address, WAITING);
        } catch (IOException e) {
            throw new IOException(
                    "board.port " + settings.port() + " on " + settings.bind() + ": " + e.getMessage()
                            + "; expected a free port on an address of this gateway",
                    e);
        }
    }

    void start() {
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** See {@link Workers#dropStuck}. */
    void dropStuck() {
        workers.dropStuck();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!Caller.isForUs(exchange, names)) {
                Answer.refuse(
                        exchange,
                        Answer.MISDIRECTED,
                        "this board does not go by the name in Host; expected an address, or a name of board.names");
                return;
            }
            route(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("board could not answer");
            throw e;
        }
    }

    private void route(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case Paths.SHEET -> asset(exchange, "text/css", assets.sheet());
            case Paths.SCRIPT -> asset(exchange, "text/javascript", assets.script());
            default -> state(exchange, path);
        }
    }

    private void asset(HttpExchange exchange, String type, String body) throws IOException {
        if (isRead(exchange)) {
            Answer.asset(exchange, type, body);
        }
    }

    private void state(HttpExchange exchange, String path) throws IOException, InterruptedException {
        BoardState state = latest.get().orElse(null);
        if (state == null) {
            Answer.refuse(exchange, Answer.UNAVAILABLE, "the board starts or ends");
            return;
        }
        Optional<Target> target = Target.of(path, state.view());
        if (target.isEmpty()) {
            Answer.refuse(exchange, Answer.NOT_FOUND, "expected / or /door/ID with the ID of a portal of this agent");
            return;
        }
        Language language = Caller.language(exchange, settings.language());
        String door = target.get().door();
        switch (target.get().part()) {
            case PAGE -> {
                if (isRead(exchange)) {
                    exchange.getResponseHeaders().set("Content-Language", language.code());
                    exchange.getResponseHeaders().set("Vary", "Accept-Language");
                    Answer.send(exchange, Answer.OK, "text/html", page.whole(state, door, language));
                }
            }
            case EVENTS -> events(exchange, door, language);
            case ACKNOWLEDGE -> acknowledge(exchange, new PortalId(door), state, language);
        }
    }

    private void events(HttpExchange exchange, String door, Language language)
            throws IOException, InterruptedException {
        if (!isRead(exchange)) {
            return;
        }
        if (!live.tryAcquire()) {
            refused.increment();
            exchange.getResponseHeaders().set("Retry-After", "10");
            Answer.refuse(exchange, Answer.UNAVAILABLE, MOST_LIVE + " pages are live already, which is the most");
            return;
        }
        try {
            Answer.headers(exchange, "text/event-stream; charset=utf-8", "no-store");
            exchange.sendResponseHeaders(Answer.OK, 0);
            new LiveStream(latest, ticker, workers, exchange.getResponseBody())
                    .run(assets.version(), state -> page.inside(state, door, language));
        } finally {
            live.release();
        }
    }

    private void acknowledge(HttpExchange exchange, PortalId door, BoardState state, Language language)
            throws IOException, InterruptedException {
        if (!exchange.getRequestMethod().equals("POST")) {
            notAllowed(exchange, "POST");
        } else if (!settings.acknowledge()) {
            Answer.refuse(
                    exchange, Answer.FORBIDDEN, "board.acknowledge is false: the light is acknowledged elsewhere");
        } else if (!Caller.isFromUs(exchange)) {
            Answer.refuse(exchange, Answer.FORBIDDEN, "not from a page of this board: expected its own Origin");
        } else if (exchange.getRequestBody().readNBytes(MOST_BODY + 1).length > MOST_BODY) {
            Answer.refuse(exchange, Answer.TOO_LARGE, "body: expected at most " + MOST_BODY + " bytes");
        } else {
            acknowledge.accept(door);
            log.atInfo()
                    .addKeyValue("portal", door)
                    .addKeyValue(
                            "from", exchange.getRemoteAddress().getAddress().getHostAddress())
                    .log("red light acknowledged on the board");
            // so that the page after it shows the light as it is now
            latest.after(state.version() + 1, SHOWN_WITHIN);
            exchange.getResponseHeaders().set("Location", Paths.door(door.value(), language));
            Answer.refuse(exchange, Answer.SEE_OTHER, "acknowledged");
        }
    }

    /** True for a request that only reads; any other is refused. */
    private static boolean isRead(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        if (method.equals("GET") || method.equals("HEAD")) {
            return true;
        }
        notAllowed(exchange, "GET, HEAD");
        return false;
    }

    private static void notAllowed(HttpExchange exchange, String allowed) throws IOException {
        exchange.getResponseHeaders().set("Allow", allowed);
        Answer.refuse(exchange, Answer.NOT_ALLOWED, exchange.getRequestMethod() + ": expected " + allowed);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.close();
    }
}
