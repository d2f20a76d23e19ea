package io.tagline.hub.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
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
    /** Held while something is written: a request that ends meanwhile would leave the rest to the next on its connection. */
    private final ReentrantLock writing = new ReentrantLock();
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
        drain(false);
    }

    /** Keeps proxies from closing the connection, and finds out that a client has gone. */
    void heartbeat() {
        if (unsentHeartbeats.incrementAndGet() > MOST_UNSENT_HEARTBEATS) {
            close();
            return;
        }
        next.compareAndSet(null, HEARTBEAT);
        drain(false);
    }

    @Override
    public void onWritePossible() {
        drain(true);
    }

    /** {@link CloseWithRequest} is told next, and may complete what this may not yet. */
    @Override
    public void onError(Throwable failure) {
        gone();
    }

    boolean isClosed() {
        return closed.get();
    }

    void close() {
        writing.lock();
        try {
            if (closed.get()) {
                return;
            }
            closed.set(true);
            complete();
        } finally {
            writing.unlock();
        }
        onClosed.run();
    }

    /** The container says that the connection has failed: only now, on its thread, may the request be completed. */
    void failed() {
        gone();
        complete();
    }

    /** Ends it here; the container ends the request, and says so. Completed besides, it ends the next on its processor (Tomcat 11). */
    private void gone() {
        writing.lock();
        try {
            over();
        } finally {
            writing.unlock();
        }
    }

    /** The request has ended. Waits for nobody: the container holds what a writer may want. */
    void over() {
        if (closed.compareAndSet(false, true)) {
            onClosed.run();
        }
    }

    private void complete() {
        try {
            context.complete();
        } catch (IllegalStateException e) {
            // the container was faster: the connection is gone
        }
    }

    /**
     * One thread at a time writes; others leave word that there is more.
     *
     * @param asked whether the container asked for it, on a thread of its own
     */
    private void drain(boolean asked) {
        if (work.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            try {
                writeAll();
            } catch (IOException e) {
                if (asked) {
                    close();
                } else {
                    gone();
                }
            } catch (IllegalStateException e) {
                close();
            }
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void writeAll() throws IOException {
        boolean more = true;
        while (more) {
            writing.lock();
            try {
                more = writeNext();
            } finally {
                writing.unlock();
            }
        }
    }

    /** Never blocks; false if there is nothing to write, or the client takes nothing for now. */
    private boolean writeNext() throws IOException {
        // isReady answers false once and then calls onWritePossible, so it is asked only with something to write
        if (closed.get() || (!flushDue && next.get() == null) || !out.isReady()) {
            return false;
        }
        if (flushDue) {
            out.flush();
            flushDue = false;
            unsentHeartbeats.set(0);
            return true;
        }
        byte[] event = next.getAndSet(null);
        if (event != null) {
            out.write(event);
            flushDue = true;
        }
        return true;
    }
}
