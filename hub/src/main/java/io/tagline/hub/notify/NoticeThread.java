package io.tagline.hub.notify;

import io.tagline.hub.store.StoreUnavailableException;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again whether there is something to do: one thread for making notices, and one for each channel. */
final class NoticeThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NoticeThread.class);
    /** Intake comes first: a backlog leaves it every second turn at the database. */
    private static final long BUSY_MS = 20;

    private static final long IDLE_MS = 500;
    private static final long STORE_AWAY_MS = 5_000;
    private static final long CLOSE_WAIT_MS = 20_000;

    private final IntSupplier look;
    private final Thread thread;
    private volatile boolean closed;
    private boolean storeIsAway;

    /** @param look gives 0 if there is nothing to do for now */
    private NoticeThread(String name, IntSupplier look, Consumer<String> onDeath) {
        this.look = look;
        this.thread = new Thread(this::run, name);
        thread.setUncaughtExceptionHandler((dead, why) -> {
            log.atError().setCause(why).log("notices do not go out any more");
            onDeath.accept("thread " + dead.getName() + " died of " + why);
        });
    }

    static NoticeThread start(String name, IntSupplier look, Consumer<String> onDeath) {
        NoticeThread started = new NoticeThread(name, look, onDeath);
        started.thread.start();
        return started;
    }

    private void run() {
        try {
            while (!closed) {
                Thread.sleep(once());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long once() {
        try {
            int done = look.getAsInt();
            storeIsAway = false;
            return done > 0 ? BUSY_MS : IDLE_MS;
        } catch (StoreUnavailableException e) {
            if (!storeIsAway) {
                log.atWarn().addKeyValue("reason", e.getMessage()).log("notices wait for the database");
            }
            storeIsAway = true;
            return STORE_AWAY_MS;
        }
    }

    /** Finishes what it is at, up to 20 s. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_WAIT_MS);
            thread.interrupt();
            thread.join(IDLE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
