package io.tagline.edge.uplink;

import io.tagline.edge.health.Counters;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.time.Ticker;
import io.tagline.wire.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Carries scans from the journal to the hub and receipts back, over MQTT 5, for as long as the agent runs. It holds no scan
 * of its own: what the hub has not receipted is pending in the journal, and is sent until it is. Its thread {@code uplink}
 * makes one connection after the other, each with a new client.
 */
public final class Uplink implements AutoCloseable {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration MOST_WAIT = Duration.ofSeconds(60);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** More than the PUBACKs of any window; receipts beyond it cut the connection, and come again. */
    private static final int QUEUE_EVENTS = 2_048;

    // for the life of the agent
    private final Parts parts;
    private final Backoff backoff;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);

    // for one connection
    private volatile BlockingQueue<UplinkEvent> events = new ArrayBlockingQueue<>(1);

    private volatile Optional<Instant> certificateUntil = Optional.empty();

    /** What every session needs. */
    record Parts(
            UplinkSettings settings,
            Journal journal,
            Supplier<Health> health,
            Instructions instructions,
            Ticker ticker,
            StateLog state,
            UplinkCounters counters,
            RandomGenerator random) {}

    /**
     * @param health the message to publish, made when it is due; called on the thread {@code uplink}
     * @param instructions takes what the hub says beside receipts
     */
    public Uplink(
            UplinkSettings settings,
            Journal journal,
            Supplier<Health> health,
            Instructions instructions,
            Ticker ticker,
            Counters counters) {
        var random = new Random();
        this.parts = new Parts(
                settings,
                journal,
                health,
                instructions,
                ticker,
                new StateLog(ticker),
                UplinkCounters.in(counters),
                random);
        this.backoff = new Backoff(FIRST_WAIT, MOST_WAIT, random);
        this.thread = new Thread(this::run, "uplink");
    }

    /** Starts the thread; once. */
    public void start() {
        parts.journal().addListener(scans -> wake());
        thread.start();
    }

    /** Where it stands. Safe for any thread. */
    public UplinkStatus status() {
        return parts.state().status();
    }

    /**
     * When the certificate that the broker showed last is over, if that is soon; a depot is told before it is cut off. Safe for any
     * thread.
     */
    public Optional<Instant> certificateExpiring(Instant now) {
        return certificateUntil.filter(until -> until.isBefore(now.plus(BrokerCertificate.SOON)));
    }

    /** What keeps it from working, until it is on line again, through each new try. Safe for any thread. */
    public Optional<UplinkStatus> trouble() {
        return parts.state().trouble();
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void wake() {
        BlockingQueue<UplinkEvent> queue = events;
        // if others wait in it, or it is full, the session is about to look at the journal anyway
        if (queue.isEmpty()) {
            var unused = queue.offer(new UplinkEvent.Wake());
        }
    }

    private void run() {
        try {
            while (!stopping()) {
                long waitNanos = connectOnce();
                if (stop.await(waitNanos, TimeUnit.NANOSECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            parts.state().enter(UplinkState.CLOSED, "");
        }
    }

    /** One connection from beginning to end. Returns how long to wait before the next. */
    private long connectOnce() throws InterruptedException {
        StateLog state = parts.state();
        BlockingQueue<UplinkEvent> queue = new ArrayBlockingQueue<>(QUEUE_EVENTS);
        events = queue;
        state.enter(UplinkState.CONNECTING, "");
        PahoConnection connection;
        try {
            connection = PahoConnection.open(parts.settings(), queue::offer);
        } catch (UplinkException e) {
            return failed(e);
        }
        certificateUntil = connection.certificateUntil();
        parts.counters().connections().increment();
        long receiptsBefore = parts.counters().receipts().value();
        try {
            new UplinkSession(parts, connection, queue).run(this::stopping);
            connection.close();
            return 0;
        } catch (UplinkException e) {
            connection.drop();
            if (parts.counters().receipts().value() > receiptsBefore) {
                backoff.reset();
            }
            return failed(e);
        } catch (RuntimeException | InterruptedException e) {
            connection.drop();
            throw e;
        }
    }

    private long failed(UplinkException e) {
        parts.counters().failures().increment();
        parts.state().enter(e.state(), e.detail());
        return e.state().slow() ? backoff.slowNanos() : backoff.nextNanos();
    }

    /** Waits a moment for what is under way, says that the agent is offline, ends the thread. */
    @Override
    public void close() {
        stop.countDown();
        wake();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
            if (thread.isAlive()) {
                // stuck in a connect or a dead socket; Paho's waits end by interrupt
                thread.interrupt();
                thread.join(CLOSE_LIMIT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
