package io.tagline.hub.store;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that is done again and again on a thread of its own, and waits while the database is away. */
public final class Rounds implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final long STORE_AWAY_MS = 5_000;
    private static final long CLOSE_WAIT_MS = 10_000;
    private static final long INTERRUPTED_WAIT_MS = 500;

    private final Thread thread;
    private final LongSupplier round;
    private final CountDownLatch closed = new CountDownLatch(1);
    // confined to the thread
    private boolean storeIsAway;

    private Rounds(String name, LongSupplier round, Consumer<String> onDeath) {
        this.round = round;
        this.thread = new Thread(this::run, name);
        thread.setUncaughtExceptionHandler((dead, why) -> {
            log.atError().addKeyValue("thread", name).setCause(why).log("thread died");
            onDeath.accept("thread " + dead.getName() + " died of " + why);
        });
    }

    /**
     * Starts; returns at once. Whoever starts it closes it, before the store.
     *
     * @param name of the thread
     * @param round does it once and says after how many milliseconds to do it again
     * @param onDeath is told why, should it die: a fault that only a restart heals
     */
    public static Rounds start(String name, LongSupplier round, Consumer<String> onDeath) {
        Rounds started = new Rounds(name, round, onDeath);
        started.thread.start();
        return started;
    }

    private void run() {
        try {
            while (!closed.await(once(), TimeUnit.MILLISECONDS)) {
                // once more
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long once() {
        try {
            long pause = round.getAsLong();
            storeIsAway = false;
            return pause;
        } catch (StoreUnavailableException e) {
            if (!storeIsAway) {
                log.atWarn()
                        .addKeyValue("thread", thread.getName())
                        .addKeyValue("reason", e.getMessage())
                        .log("waits for the database");
            }
            storeIsAway = true;
            return STORE_AWAY_MS;
        }
    }

    /** Finishes the round that it is at. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_WAIT_MS);
            thread.interrupt();
            thread.join(INTERRUPTED_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
