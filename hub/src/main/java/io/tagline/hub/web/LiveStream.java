package io.tagline.hub.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One open page's connection. Writes without blocking; what a slow client has not taken yet is replaced by what is newer,
 * so each holds one update at most. Safe for any thread.
 *
 * <p>The format is that of server-sent events (HTML Living Standard §9.2).
 */
final class LiveStream implements WriteListener {

    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

    /** At 15 s a heartbeat: a client that takes nothing for a minute is gone, whatever TCP says. */
    private static final int MOST_UNSENT_HEARTBEATS = 4;

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Runnable onClosed;
    private final AtomicReference<byte @Nullable []> next = new AtomicReference<>();
    private final AtomicInteger work = new AtomicInteger();
    private final AtomicInteger unsentHeartbeats = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    // touched only by the thread that drains
    private boolean flushDue;

    LiveStream(AsyncContext context, ServletOutputStream out, Runnable onClosed) {
        this.context = context;
        this.out = out;
        this.onClosed = onClosed;
    }

    /** Sends an update as soon as the client takes it, in place of one that it has not taken. */
    void send(String version, String html) {
        StringBuilder event = new StringBuilder(html.length() + 200);
        event.append("event: update\nid: ").append(version).append('\n');
        html.lines().forEach(line -> event.append("data: ").append(line).append('\n'));
        event.append('\n');
        next.set(event.toString().getBytes(StandardCharsets.UTF_8));
        drain();
    }

    /** Keeps proxies from closing the connection, and finds out that a client has gone. */
    void heartbeat() {
        if (unsentHeartbeats.incrementAndGet() > MOST_UNSENT_HEARTBEATS) {
            close();
            return;
        }
        next.compareAndSet(null, HEARTBEAT);
        drain();
    }

    @Override
    public void onWritePossible() {
        drain();
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    boolean isClosed() {
        return closed.get();
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                context.complete();
            } catch (IllegalStateException e) {
                // the container was faster: the connection is gone
            }
            onClosed.run();
        }
    }

    /** One thread at a time writes; others leave word that there is more. */
    private void drain() {
        if (work.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                writeAll();
            } catch (IOException | IllegalStateException e) {
                close();
            }
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void writeAll() throws IOException {
        // isReady answers false once and then calls onWritePossible, so it is asked only with something to write
        while (!closed.get()) {
            if (flushDue) {
                if (!out.isReady()) {
                    return;
                }
                out.flush();
                flushDue = false;
                unsentHeartbeats.set(0);
                continue;
            }
            if (next.get() == null || !out.isReady()) {
                return;
            }
            byte[] event = next.getAndSet(null);
            if (event != null) {
                out.write(event);
                flushDue = true;
            }
        }
    }
}
