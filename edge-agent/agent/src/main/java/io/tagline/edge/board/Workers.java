package io.tagline.edge.board;

import io.tagline.edge.time.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads {@code board-http} that answer browsers, so many and no more. One that gets nowhere for {@link #PATIENCE}, because its
 * client neither sends nor takes anything, is interrupted: that closes the socket under a blocked read or write
 * ({@link java.nio.channels.InterruptibleChannel}), which nothing else in the JDK's server does. Safe for any thread.
 */
final class Workers implements Executor, AutoCloseable {
    /** Longer than a wireless tablet pauses when it roams. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Ticker ticker;
    private final ThreadPoolExecutor pool;
    private final Runnable dropped;

    /** When each busy thread last got somewhere; guards their interruption as well. */
    private final Map<Thread, Long> progressedAt = new HashMap<>();

    /**
     * @param threads the most at a time
     * @param waiting connections beyond that; further ones are closed
     * @param dropped told of each client that was given up
     */
    Workers(int threads, int waiting, Ticker ticker, Runnable dropped) {
        this.ticker = ticker;
        this.dropped = dropped;
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                PATIENCE.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(waiting),
                work -> new Thread(work, "board-http"));
        pool.allowCoreThreadTimeOut(true);
    }

    /** @throws RejectedExecutionException if too many wait; the JDK's server then closes the connection */
    @Override
    public void execute(Runnable work) {
        pool.execute(() -> {
            progress();
            try {
                work.run();
            } finally {
                end();
            }
        });
    }

    /** The calling worker has got somewhere: its patience begins anew. */
    void progress() {
        synchronized (progressedAt) {
            progressedAt.put(Thread.currentThread(), ticker.nanos());
        }
    }

    private void end() {
        synchronized (progressedAt) {
            progressedAt.remove(Thread.currentThread());
            // it was meant for the work that is over
            boolean unused = Thread.interrupted();
        }
    }

    /** Interrupts those that got nowhere; about once a second. */
    void dropStuck() {
        long now = ticker.nanos();
        synchronized (progressedAt) {
            progressedAt.forEach((thread, at) -> {
                if (now - at > PATIENCE.toNanos() && !thread.isInterrupted()) {
                    thread.interrupt();
                    dropped.run();
                }
            });
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        try {
            boolean unused = pool.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
