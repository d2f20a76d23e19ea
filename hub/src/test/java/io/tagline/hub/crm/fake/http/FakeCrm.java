package io.tagline.hub.crm.fake.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A CRM on a port of this machine: a {@link FakeStore} that a {@link Dialect} speaks for, with {@link Quirks}. The quirks strike here,
 * around the dialect, alike for every product; only what a product says differs.
 */
public final class FakeCrm implements AutoCloseable {
    static {
        // the JDK's server waits 40 ms for the other side's acknowledgement between head and body of an answer
        // otherwise
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** No CRM ends a session that it has just begun: so long, at least, a new one lasts. */
    private static final Duration RENEWAL = Duration.ofMillis(300);

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool(FakeCrm::worker);
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2, FakeCrm::worker);
    private final FakeClock clock;
    private final FakeStore store;
    private final Quirks quirks;
    private final Dialect dialect;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong logins = new AtomicLong();
    private final AtomicLong overruns = new AtomicLong();
    private final AtomicLong pending = new AtomicLong();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final AtomicLong expiredAt = new AtomicLong(System.nanoTime() - RENEWAL.toNanos());
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private volatile Optional<Quota> quota = Optional.empty();

    /** Makes a dialect for a server that has its port by now. */
    interface Making {
        Dialect make(FakeStore store, Quirks quirks, FakeClock clock, URI uri);
    }

    FakeCrm(Quirks quirks, ChronoUnit precision, Making making) {
        this.quirks = quirks;
        clock = new FakeClock(InstantSource.system(), precision);
        store = new FakeStore(clock);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dialect = making.make(store, quirks, clock, uri());
        server.setExecutor(workers);
        server.createContext("/", this::take);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public FakeStore store() {
        return store;
    }

    public Quirks quirks() {
        return quirks;
    }

    public FakeClock clock() {
        return clock;
    }

    Dialect dialect() {
        return dialect;
    }

    /** No more than so many requests in any window from now on; those beyond are refused, and counted. */
    public void limit(int most, Duration window) {
        quota = Optional.of(new Quota(most, window));
        dialect.limited(window);
    }

    public void noLimit() {
        quota = Optional.empty();
    }

    /** All sessions end. */
    public void expireTokens() {
        expiredAt.set(System.nanoTime());
        dialect.expire();
    }

    public Counts counts() {
        return new Counts(requests.get(), writes.get(), logins.get(), overruns.get(), mostAtOnce.get());
    }

    /** Whether writes that were answered by nothing are still to be done. */
    public boolean settled() {
        return pending.get() == 0 && atOnce.get() == 0;
    }

    /** What went wrong in the fake itself; a test that finds something here proves nothing. */
    public List<Throwable> faults() {
        return List.copyOf(faults);
    }

    /**
     * Answers one request, or doesn't.
     *
     * @throws IOException if the other side didn't wait, or the answer is cut off: then the server ends the connection
     */
    private void take(HttpExchange exchange) throws IOException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try (exchange) {
            Request request = read(exchange);
            if (dialect.login(request)) {
                logins.incrementAndGet();
                send(exchange, dialect.answer(request), false);
            } else {
                long number = requests.incrementAndGet();
                if (dialect.writes(request)) {
                    writes.incrementAndGet();
                }
                misbehave(exchange, request, number);
            }
        } catch (RuntimeException | Error fault) {
            faults.add(fault);
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private void misbehave(HttpExchange exchange, Request request, long number) throws IOException {
        Optional<Duration> wait =
                quota.flatMap(limit -> limit.refused(InstantSource.system().instant()));
        if (wait.isPresent()) {
            overruns.incrementAndGet();
            send(exchange, dialect.throttled(wait), false);
            return;
        }
        if (quirks.strikes(Quirk.THROTTLED)) {
            send(exchange, dialect.throttled(Optional.empty()), false);
            return;
        }
        if (quirks.strikes(Quirk.UNAVAILABLE)) {
            send(exchange, dialect.unavailable(), false);
            return;
        }
        if (quirks.strikes(Quirk.LOST_REQUEST)) {
            return;
        }
        if (System.nanoTime() - expiredAt.get() > RENEWAL.toNanos() && quirks.strikes(Quirk.TOKEN_EXPIRED)) {
            expireTokens();
        }
        if (dialect.writes(request) && quirks.strikes(Quirk.LATE_COMMIT)) {
            pending.incrementAndGet();
            ScheduledFuture<?> unused =
                    later.schedule(() -> late(request), quirks.someDelay().toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        Reply reply = dialect.counted(
                dialect.answer(request), number, quota.map(Quota::most).orElse(100_000));
        if (quirks.strikes(Quirk.SLOW)) {
            pause(quirks.someDelay());
        }
        if (quirks.strikes(Quirk.LOST_REPLY)) {
            return;
        }
        if (dialect.writes(request) && quirks.strikes(Quirk.GATEWAY)) {
            send(exchange, Reply.text(504, "text/html", "<html><h1>504 Gateway Time-out</h1></html>"), false);
            return;
        }
        send(exchange, reply, quirks.strikes(Quirk.CUT_REPLY));
    }

    private void late(Request request) {
        try {
            dialect.answer(request);
        } catch (RuntimeException | Error fault) {
            faults.add(fault);
        } finally {
            pending.decrementAndGet();
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, Reply reply, boolean cut) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(body, 0, cut ? body.length / 2 : body.length);
            if (cut) {
                out.flush();
                // closing it would leave the connection open, and the other side waiting
                throw new IOException("cut off");
            }
            out.close();
        }
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "fake-crm");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        later.shutdownNow();
    }
}
