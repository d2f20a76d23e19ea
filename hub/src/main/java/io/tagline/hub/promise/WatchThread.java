package io.tagline.hub.promise;

import io.tagline.hub.store.StoreUnavailableException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the watch look, at most at a thousand parcels a second so that intake goes before it. Its thread is {@code promises}. */
public final class WatchThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WatchThread.class);
    private static final long BETWEEN_LOOKS_MS = 100;
    private static final long IDLE_MS = 250;
    private static final long STORE_AWAY_MS = 5_000;
    private static final long CLOSE_WAIT_MS = 10_000;

    private final ParcelWatch watch;
    private final Thread thread;
    private volatile boolean closed;
    private boolean storeIsAway;

    private WatchThread(ParcelWatch watch, Consumer<String> onDeath) {
        this.watch = watch;
        this.thread = new Thread(this::run, "promises");
        thread.setUncaughtExceptionHandler((dead, why) -> {
            log.atError().setCause(why).log("promises are not kept up any more");
            onDeath.accept("thread " + dead.getName() + " died of " + why);
        });
    }

    /**
     * Starts; returns at once. Whoever starts it closes it, before the store.
     *
     * @param onDeath is told why, should it die: a fault that only a restart heals
     */
    public static WatchThread start(ParcelWatch watch, Consumer<String> onDeath) {
        WatchThread started = new WatchThread(watch, onDeath);
        started.thread.start();
        return started;
    }

    private void run() {
        try {
            while (!closed) {
                Thread.sleep(look());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long look() {
        try {
            int looked = watch.look();
            storeIsAway = false;
            return looked > 0 ? BETWEEN_LOOKS_MS : IDLE_MS;
        } catch (StoreUnavailableException e) {
            if (!storeIsAway) {
                log.atWarn().addKeyValue("reason", e.getMessage()).log("promises wait for the database");
            }
            storeIsAway = true;
            return STORE_AWAY_MS;
        }
    }

    /** Finishes the look that it is at. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(IDLE_MS * 2);
            thread.interrupt();
            thread.join(CLOSE_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
