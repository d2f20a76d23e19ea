package io.tagline.hub.timeline;

import io.tagline.hub.tracking.ParcelId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells open pages that a parcel has news. It says which parcel, not what: the page reads the committed timeline, so several
 * changes between two looks are one. Never makes the pipeline wait: what is due is a set of subscribed parcels, and listeners run
 * on a thread of its own. Safe for any thread.
 */
public final class LiveUpdates implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveUpdates.class);
    private static final long CLOSE_WAIT_MS = 2_000;

    private final Map<ParcelId, List<Listener>> listeners = new ConcurrentHashMap<>();
    private final List<Consumer<Collection<ParcelId>>> takers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    /** Parcels with news that listeners have not been told; guarded by the lock, bounded by the subscriptions. */
    private Set<ParcelId> due = new LinkedHashSet<>();

    private volatile boolean closed;
    private final Thread thread;

    public LiveUpdates() {
        this.thread = new Thread(this::run, "live-updates");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends a subscription; closing it twice is the same as once. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Runs the listener after each commit that brought this parcel something new, until the subscription is closed. A listener
     * should be quick and may throw: others are told all the same.
     */
    public Subscription subscribe(ParcelId parcel, Runnable listener) {
        Listener entry = new Listener(listener);
        listeners.compute(parcel, (id, others) -> {
            List<Listener> all = others == null ? new CopyOnWriteArrayList<>() : others;
            all.add(entry);
            return all;
        });
        return () -> listeners.computeIfPresent(parcel, (id, others) -> {
            others.remove(entry);
            return others.isEmpty() ? null : others;
        });
    }

    /** Has every parcel with news handed over, on the thread that brought it: the taker may neither wait nor throw. */
    public void handOverTo(Consumer<Collection<ParcelId>> taker) {
        takers.add(taker);
    }

    /** Says that these parcels have something new, committed. */
    public void tell(Collection<ParcelId> parcels) {
        takers.forEach(taker -> taker.accept(parcels));
        lock.lock();
        try {
            for (ParcelId parcel : parcels) {
                if (listeners.containsKey(parcel)) {
                    due.add(parcel);
                }
            }
            if (!due.isEmpty()) {
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Parcels that somebody looks at. */
    public int watchedParcels() {
        return listeners.size();
    }

    private void run() {
        while (!closed) {
            for (ParcelId parcel : takeDue()) {
                listeners.getOrDefault(parcel, List.of()).forEach(Listener::tell);
            }
        }
    }

    private Set<ParcelId> takeDue() {
        lock.lock();
        try {
            while (due.isEmpty() && !closed) {
                if (!news.await(1, TimeUnit.SECONDS)) {
                    return Set.of();
                }
            }
            Set<ParcelId> taken = due;
            due = new LinkedHashSet<>();
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
            return Set.of();
        } finally {
            lock.unlock();
        }
    }

    /** Stops telling; waits up to 2 s for the listener that runs. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has an identity of its own, since a page may subscribe the same listener twice. */
    private static final class Listener {
        private final Runnable action;

        Listener(Runnable action) {
            this.action = action;
        }

        void tell() {
            try {
                action.run();
            } catch (RuntimeException e) {
                log.atDebug().setCause(e).log("live update not delivered");
            }
        }
    }
}
