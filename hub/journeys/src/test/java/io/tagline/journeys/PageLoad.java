package io.tagline.journeys;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Asks for pages at a fixed rate, whatever becomes of those asked for before, as browsers do it. Confined to one thread. */
final class PageLoad {
    /** Of live pages, being opened at the same time. */
    private static final int OPENING = 16;

    private final HttpClient http;
    private final int perSecond;
    private final AtomicLong bytes = new AtomicLong();
    private int requests;

    PageLoad(HttpClient http, int perSecond) {
        this.http = http;
        this.perSecond = perSecond;
    }

    /** Opens the streams and leaves them open; gives how many of them there are. */
    int openLive(List<URI> streams) throws InterruptedException {
        AtomicInteger alive = new AtomicInteger();
        Semaphore opening = new Semaphore(OPENING);
        for (URI stream : streams) {
            opening.acquire();
            HttpRequest request = HttpRequest.newBuilder(stream)
                    .header("Accept", "text/event-stream")
                    .build();
            CountDownLatch opened = new CountDownLatch(1);
            Runnable once = () -> {
                if (opened.getCount() > 0) {
                    opened.countDown();
                    opening.release();
                }
            };
            CompletableFuture<?> unused = http.sendAsync(request, info -> {
                        if (info.statusCode() == 200) {
                            alive.incrementAndGet();
                        }
                        once.run();
                        return BodySubscribers.discarding();
                    })
                    .whenComplete((response, failure) -> once.run());
        }
        opening.acquire(OPENING);
        return alive.get();
    }

    /**
     * Milliseconds from when each request was due to the last byte of its answer.
     *
     * @param phase that requests name in a header, for the server's log
     * @param pages what to ask for, by the number of the request
     */
    double[] run(String phase, int seconds, IntFunction<URI> pages) throws InterruptedException {
        int count = perSecond * seconds;
        double[] millis = new double[count];
        Map<String, Integer> failed = new ConcurrentHashMap<>();
        CountDownLatch open = new CountDownLatch(count);
        bytes.set(0);
        requests = count;
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int request = i;
            URI page = pages.apply(i);
            long due = began + i * 1_000_000_000L / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            CompletableFuture<?> unused = http.sendAsync(
                            HttpRequest.newBuilder(page)
                                    .header("Accept-Encoding", "gzip")
                                    .header("Accept-Language", "en")
                                    .header("X-Phase", phase)
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .whenComplete((response, failure) -> {
                        millis[request] = (System.nanoTime() - due) / 1e6;
                        String answer = failure != null ? failure.toString() : String.valueOf(response.statusCode());
                        if (answer.equals("200")) {
                            bytes.addAndGet(response.body().length);
                        } else {
                            failed.merge(answer, 1, Integer::sum);
                        }
                        open.countDown();
                    });
        }
        open.await();
        if (!failed.isEmpty()) {
            throw new AssertionError("of " + count + " requests failed: " + failed);
        }
        return millis;
    }

    /** Of the answers of the last run, as they came over the line. */
    long bytesEach() {
        return requests == 0 ? 0 : bytes.get() / requests;
    }
}
