package io.tagline.hub.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.tagline.hub.access.AddressKey;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All live pages. Bounded in all and for each address, since every page costs a connection; beyond that a page is told 503
 * and asks again later. Safe for any thread; closing ends every stream.
 */
final class LiveStreams implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveStreams.class);
    private static final int THREADS = 2;
    private static final long HEARTBEAT_SECONDS = 15;

    private final AtomicInteger threadNumber = new AtomicInteger();
    private final ExecutorService workers =
            Executors.newFixedThreadPool(THREADS, task -> new Thread(task, "live-" + threadNumber.incrementAndGet()));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "live-clock"));
    private final Set<LivePage> pages = ConcurrentHashMap.newKeySet();
    private final LivePlaces places;

    LiveStreams(int most, int mostPerAddress, MeterRegistry meters) {
        this.places = new LivePlaces(most, mostPerAddress);
        meters.gauge("tagline.live.pages", places, LivePlaces::taken);
        ScheduledFuture<?> unused =
                clock.scheduleAtFixedRate(this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    private void beat() {
        for (LivePage page : pages) {
            try {
                page.heartbeat();
            } catch (RuntimeException e) {
                // the clock would stop for all of them
                log.atWarn().setCause(e).log("live page: heartbeat failed");
            }
        }
    }

    /** The clock that sources look at things with which tell nobody when they change. */
    ScheduledExecutorService clock() {
        return clock;
    }

    /**
     * Answers a request with a stream that outlives it.
     *
     * @param seen version of what the page shows already, from {@code Last-Event-ID} or the page itself; may be empty
     * @throws ProblemException with status 503 if there are as many streams as settings allow
     */
    void open(HttpServletRequest request, HttpServletResponse response, LiveSource source, String seen)
            throws IOException {
        String address = AddressKey.of(request.getRemoteAddr());
        places.take(address);
        LivePage page = new LivePage(source, seen, workers);
        LiveStream stream;
        try {
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no"); // nginx would hold events back
            response.flushBuffer();
            AsyncContext context = request.startAsync(request, response);
            context.setTimeout(0);
            stream = new LiveStream(context, response.getOutputStream(), () -> ended(page, address));
            context.addListener(new CloseWithRequest(stream));
        } catch (IOException | RuntimeException e) {
            places.leave(address);
            throw e;
        }
        pages.add(page);
        page.start(stream);
        if (stream.isClosed()) {
            // the client had gone before the page was there to be ended
            pages.remove(page);
            page.closeWatch();
            return;
        }
        try {
            response.getOutputStream().setWriteListener(stream);
        } catch (IllegalStateException e) {
            // the client went this very moment: there is nobody to show an error to
            log.atDebug().setCause(e).log("live page: gone before it began");
            stream.close();
            return;
        }
        page.changed();
    }

    private void ended(LivePage page, String address) {
        pages.remove(page);
        page.closeWatch();
        places.leave(address);
    }

    /** How many are open. */
    int count() {
        return places.taken();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        pages.forEach(LivePage::end);
        workers.shutdown();
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                log.atWarn().log("live pages did not end in 5 s");
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            workers.shutdownNow();
        }
    }
}
