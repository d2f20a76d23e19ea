package io.tagline.hub.web;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins a source to a stream: a change has the page rendered by a live thread, once however many changes came meanwhile,
 * and sent if it looks different from what was sent before.
 */
final class LivePage {

    private static final Logger log = LoggerFactory.getLogger(LivePage.class);

    private final LiveSource source;
    private final Executor workers;
    private final AtomicBoolean queued = new AtomicBoolean();
    private volatile @Nullable LiveStream stream;
    private volatile @Nullable AutoCloseable watch;
    private volatile boolean behind;
    // touched only while rendering, which one thread does at a time
    private String sent;

    LivePage(LiveSource source, String sent, Executor workers) {
        this.source = source;
        this.sent = sent;
        this.workers = workers;
    }

    void start(LiveStream to) {
        stream = to;
        watch = source.watch(this::changed);
    }

    void changed() {
        if (queued.compareAndSet(false, true)) {
            try {
                workers.execute(this::refresh);
            } catch (RejectedExecutionException e) {
                end();
            }
        }
    }

    void heartbeat() {
        LiveStream to = stream;
        if (to != null) {
            to.heartbeat();
        }
        if (behind) {
            changed();
        }
    }

    void end() {
        LiveStream to = stream;
        if (to != null) {
            to.close();
        }
    }

    void closeWatch() {
        AutoCloseable watching = watch;
        if (watching != null) {
            try {
                watching.close();
            } catch (Exception e) { // declared by AutoCloseable; a watch that does not end is only seen here
                log.atWarn().setCause(e).log("live page: watch did not end");
            }
        }
    }

    private synchronized void refresh() {
        queued.set(false);
        LiveStream to = stream;
        if (to == null || to.isClosed()) {
            return;
        }
        try {
            if (source.version().filter(sent::equals).isPresent()) {
                behind = false;
                return;
            }
            Optional<String> html = source.render();
            behind = false;
            if (html.isEmpty()) {
                to.close();
                return;
            }
            String version = Version.of(html.get());
            if (!version.equals(sent)) {
                to.send(version, html.get());
                sent = version;
            }
        } catch (RuntimeException e) {
            // the page stays as it is and catches up at the next heartbeat
            behind = true;
            log.atWarn().addKeyValue("reason", e.toString()).log("live page not refreshed");
        }
    }
}
