package io.tagline.hub.intake;

import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's end of MQTT: keeps a connection to the broker, takes what agents publish to the pipeline and sends receipts back. Two
 * threads: {@code intake-link} connects and watches, {@code intake} works.
 */
public final class IntakeMqtt implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(IntakeMqtt.class);
    private static final long LOOK_MS = 1_000;
    private static final long CLOSE_WAIT_MS = 10_000;

    // for the life of the hub
    private final IntakeSettings settings;
    private final IntakeMeters meters;
    private final Arrivals arrivals;
    private final IntakeWorker worker;
    private final Thread working;
    private final Thread linking;
    private volatile boolean closed;
    // for this connection
    private final AtomicReference<@Nullable BrokerConnection> connection = new AtomicReference<>();

    private IntakeMqtt(
            IntakeSettings settings,
            ParcelPipeline pipeline,
            Transactions transactions,
            IntakeMeters meters,
            InstantSource clock,
            Consumer<String> onDeath) {
        this.settings = settings;
        this.meters = meters;
        this.arrivals = new Arrivals(meters);
        this.worker =
                new IntakeWorker(arrivals, pipeline, new HealthDesk(transactions, meters, clock), meters, this::send);
        this.working = new Thread(worker, "intake");
        this.linking = new Thread(this::link, "intake-link");
        List.of(working, linking)
                .forEach(thread -> thread.setUncaughtExceptionHandler((dead, why) -> {
                    log.atError()
                            .addKeyValue("thread", dead.getName())
                            .setCause(why)
                            .log("thread died");
                    onDeath.accept("thread " + dead.getName() + " died of " + why);
                }));
    }

    /**
     * Starts to connect, and goes on trying; returns at once.
     *
     * @param onDeath is told, once for each thread and on it, that nothing is taken in any more, and why; what had come is with the
     *     broker and the agents still
     */
    public static IntakeMqtt start(
            IntakeSettings settings,
            ParcelPipeline pipeline,
            Transactions transactions,
            IntakeMeters meters,
            InstantSource clock,
            Consumer<String> onDeath) {
        IntakeMqtt intake = new IntakeMqtt(settings, pipeline, transactions, meters, clock, onDeath);
        intake.working.start();
        intake.linking.start();
        return intake;
    }

    /** True while connected and subscribed. */
    public boolean isConnected() {
        BrokerConnection current = connection.get();
        return current != null && current.isOpen();
    }

    /** True while both threads do their work; false is a fault that a restart heals. */
    public boolean isAlive() {
        return working.isAlive() && linking.isAlive();
    }

    /** Why what has come waits, while the store does not take it; empty while it does. */
    public Optional<StoreUnavailableException> waitsFor() {
        return worker.waitsFor();
    }

    /** The connection to the broker, while there is one. */
    Optional<BrokerConnection> connection() {
        return Optional.ofNullable(connection.get()).filter(BrokerConnection::isOpen);
    }

    private void send(AgentReceipt receipt) throws InterruptedException {
        BrokerConnection current = connection.get();
        if (current == null) {
            meters.dropped();
        } else {
            current.send(receipt);
        }
    }

    private void link() {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15));
        try {
            while (!closed) {
                if (!arrivals.hasRoomForAConnection()) {
                    Thread.sleep(LOOK_MS);
                    continue;
                }
                try (BrokerConnection opened = BrokerConnection.open(settings, arrivals::put, meters)) {
                    connection.set(opened);
                    backoff.succeeded();
                    log.atInfo().addKeyValue("broker", settings.url()).log("intake connected");
                    while (!closed && !opened.awaitEnd(LOOK_MS)) {
                        log.trace("connected");
                    }
                } catch (MqttException e) {
                    log.atWarn()
                            .addKeyValue("broker", settings.url())
                            .addKeyValue("reason", ConnectFailure.words(e))
                            .log("intake not connected");
                } finally {
                    connection.set(null);
                }
                if (!closed) {
                    Thread.sleep(backoff.next().toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Finishes the transaction that runs, answers it, and leaves the broker. */
    @Override
    public void close() {
        closed = true;
        worker.stop();
        join(working);
        linking.interrupt();
        join(linking);
    }

    private static void join(Thread thread) {
        try {
            thread.join(CLOSE_WAIT_MS);
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
