package io.tagline.hub.care;

import io.tagline.hub.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has due cases looked at, customers asked after deliveries and old cases let go. Its thread is {@code care}. */
public final class CareThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CareThread.class);
    private static final long BETWEEN_LOOKS_MS = 200;
    private static final long IDLE_MS = 1_000;
    private static final long STORE_AWAY_MS = 5_000;
    private static final long CLOSE_WAIT_MS = 10_000;
    private static final long PRUNE_NANOS = Duration.ofMinutes(10).toNanos();

    private final Care care;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    // confined to the thread
    private boolean storeIsAway;
    private long prunedNanos = System.nanoTime();

    private CareThread(Care care, Consumer<String> onDeath) {
        this.care = care;
        this.thread = new Thread(this::run, "care");
        thread.setUncaughtExceptionHandler((dead, why) -> {
            log.atError().setCause(why).log("cases are not looked at any more");
            onDeath.accept("thread " + dead.getName() + " died of " + why);
        });
    }

    static CareThread start(Care care, Consumer<String> onDeath) {
        CareThread started = new CareThread(care, onDeath);
        started.thread.start();
        return started;
    }

    private void run() {
        try {
            while (!closed.await(look(), TimeUnit.MILLISECONDS)) {
                // once more
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long look() {
        try {
            int looked = care.look();
            if (System.nanoTime() - prunedNanos > PRUNE_NANOS) {
                prunedNanos = System.nanoTime();
                care.prune();
            }
            storeIsAway = false;
            return looked > 0 ? BETWEEN_LOOKS_MS : IDLE_MS;
        } catch (StoreUnavailableException e) {
            if (!storeIsAway) {
                log.atWarn().addKeyValue("reason", e.getMessage()).log("cases wait for the database");
            }
            storeIsAway = true;
            return STORE_AWAY_MS;
        } catch (CareRefusedException e) {
            // somebody changed a case while it was looked at: the next look finds it as it is
            log.atDebug().addKeyValue("reason", e.getMessage()).log("case changed meanwhile");
            return BETWEEN_LOOKS_MS;
        }
    }

    /** Finishes the look that it is at. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_WAIT_MS);
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
