package io.tagline.edge.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread {@code health}: pings systemd's watchdog for as long as every loop of the pipeline comes round, and no longer.
 * A quiet night without a read is fine; a hung journal is not, and systemd restarts the agent. Also keeps the line of
 * {@code systemctl status}.
 */
public final class Watchdog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int PINGS_PER_INTERVAL = 3;

    private final SdNotify systemd;
    private final AgentHealth health;
    private final Supplier<String> status;
    private final Thread thread;
    private final CountDownLatch stop = new CountDownLatch(1);

    private Watchdog(SdNotify systemd, AgentHealth health, Supplier<String> status) {
        this.systemd = systemd;
        this.health = health;
        this.status = status;
        this.thread = new Thread(this::run, "health");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to watch.
     *
     * @param status one line for {@code systemctl status}, asked for every few seconds
     */
    public static Watchdog start(SdNotify systemd, AgentHealth health, Supplier<String> status) {
        var watchdog = new Watchdog(systemd, health, status);
        watchdog.thread.start();
        return watchdog;
    }

    private void run() {
        Duration interval = systemd.watchdog()
                .map(limit -> limit.dividedBy(PINGS_PER_INTERVAL))
                .filter(third -> third.compareTo(EVERY) < 0)
                .orElse(EVERY);
        String before = "";
        boolean stalledBefore = false;
        try {
            do {
                List<String> stalled = health.pulses().stalled(AgentHealth.STALLED_AFTER);
                if (stalled.isEmpty()) {
                    systemd.alive();
                } else if (!stalledBefore) {
                    log.atError()
                            .addKeyValue("loops", stalled)
                            .log("pipeline stalled; systemd is not told that we live");
                }
                stalledBefore = !stalled.isEmpty();
                health.look();
                String now = status.get();
                if (!now.equals(before)) {
                    systemd.status(now);
                    before = now;
                }
            } while (!stop.await(interval.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells systemd that the agent stops, and ends the thread. */
    @Override
    public void close() {
        systemd.stopping();
        stop.countDown();
        try {
            thread.join(EVERY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
