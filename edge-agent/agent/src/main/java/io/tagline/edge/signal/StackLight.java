package io.tagline.edge.signal;

import io.tagline.edge.health.Problem;
import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.time.Ticker;
import io.tagline.wire.KnownProblem;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One light, for the life of the agent. What it should show is a plan of fixed size behind a lock that is held for
 * microseconds, so nobody who tells it something ever waits; the thread {@code light-PORTAL} alone talks to the backend, so one
 * that fails or hangs delays no other light. When it works again it shows what holds then, not what it missed.
 */
final class StackLight implements AutoCloseable {

    static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Pins take microseconds, a log line milliseconds. */
    static final Duration HANGS_AFTER = Duration.ofSeconds(2);

    private static final long NOT_BUSY = Long.MIN_VALUE;
    private static final Logger log = LoggerFactory.getLogger(StackLight.class);

    private final SignalSettings settings;
    private final SignalDrivers drivers;
    private final Ticker ticker;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile long busySince = NOT_BUSY;
    private volatile String failure = "";
    private volatile @Nullable SignalBackend backend;

    // under the lock
    private final LampPlan plan;
    private boolean closing;

    // of the thread
    private @Nullable Set<Lamp> shown;
    private long pauseNanos = FIRST_PAUSE.toNanos();
    private long retryAt;

    StackLight(SignalSettings settings, SignalDrivers drivers, Ticker ticker, BooleanSupplier attended) {
        this.settings = settings;
        this.drivers = drivers;
        this.ticker = ticker;
        this.plan = new LampPlan(settings.patterns(), attended);
        this.retryAt = ticker.nanos();
        this.thread = new Thread(this::run, "light-" + settings.portal());
        // a driver that hangs in native code must not keep the process from ending
        this.thread.setDaemon(true);
    }

    StackLight start() {
        thread.start();
        return this;
    }

    void show(Verdict verdict) {
        tell(() -> plan.show(verdict, ticker.nanos()));
    }

    void signs(Set<AgentSign> standing) {
        tell(() -> plan.signs(standing, ticker.nanos()));
    }

    void acknowledge() {
        tell(plan::acknowledge);
    }

    private void tell(Runnable news) {
        lock.lock();
        try {
            news.run();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Why staff may not see what they should; empty if they do. */
    Optional<Problem> problem() {
        long since = busySince;
        long busy = since == NOT_BUSY ? 0 : ticker.nanos() - since;
        if (busy > HANGS_AFTER.toNanos()) {
            return problem("no answer for " + TimeUnit.NANOSECONDS.toSeconds(busy) + " s");
        }
        if (!failure.isEmpty()) {
            return problem(failure);
        }
        SignalBackend open = backend;
        return open == null ? Optional.empty() : open.trouble().flatMap(this::problem);
    }

    private Optional<Problem> problem(String what) {
        return Optional.of(new Problem(
                KnownProblem.LIGHT_FAILING.code(),
                settings.portal().value(),
                "light of " + settings.portal() + " (" + settings.where() + ", "
                        + settings.backend().name().toLowerCase(Locale.ROOT) + "): " + what));
    }

    private void run() {
        try {
            Optional<Set<Lamp>> next = awaitChange();
            while (next.isPresent()) {
                apply(next.get());
                next = awaitChange();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeBackend();
        }
    }

    /** The lamps that are to be on and are not, as soon as they may be tried; empty when the light is closed. */
    private Optional<Set<Lamp>> awaitChange() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closing) {
                long now = ticker.nanos();
                Set<Lamp> wanted = plan.lampsAt(now);
                boolean asked = !wanted.equals(shown);
                if (asked && retryAt - now <= 0) {
                    return Optional.of(wanted);
                }
                // while it fails only the time of the next try matters
                long until = asked ? retryAt : plan.nextChange(now);
                changed.awaitNanos(until == LampPlan.NEVER ? Long.MAX_VALUE : until - now);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void apply(Set<Lamp> wanted) {
        busySince = ticker.nanos();
        try {
            SignalBackend open = backend;
            if (open == null) {
                open = drivers.open(settings);
                backend = open;
            }
            open.set(wanted);
            shown = wanted;
            failure = "";
            pauseNanos = FIRST_PAUSE.toNanos();
        } catch (SignalException | RuntimeException e) {
            failed(e);
        } finally {
            busySince = NOT_BUSY;
        }
    }

    private void failed(Exception e) {
        shown = null;
        failure = e instanceof SignalException ? String.valueOf(e.getMessage()) : e.toString();
        log.atDebug().setCause(e).addKeyValue("portal", settings.portal()).log("light failed");
        closeBackend();
        retryAt = ticker.nanos() + pauseNanos;
        pauseNanos = Math.min(LONGEST_PAUSE.toNanos(), pauseNanos * 2);
    }

    private void closeBackend() {
        SignalBackend open = backend;
        backend = null;
        if (open != null) {
            try {
                open.close();
            } catch (SignalException | RuntimeException e) {
                log.atWarn()
                        .addKeyValue("portal", settings.portal())
                        .addKeyValue("reason", e.getMessage())
                        .log("the light may not be dark");
            }
        }
    }

    /** Asks the thread to make the light dark and end; {@link #close} waits for that. */
    void closeSoon() {
        tell(() -> closing = true);
    }

    /** Dark, within two seconds; a backend that hangs is left behind. */
    @Override
    public void close() {
        closeSoon();
        try {
            thread.join(1_500);
            thread.interrupt();
            thread.join(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
