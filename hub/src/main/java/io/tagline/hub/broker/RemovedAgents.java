package io.tagline.hub.broker;

import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cuts agents off whose credential was taken away while they were connected, within seconds. */
public final class RemovedAgents implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RemovedAgents.class);
    private static final long LOOK_EVERY_SECONDS = 2;

    private final Broker broker;
    private final Supplier<Set<String>> allowed;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "broker-access"));

    /** @param allowed user names of all agents that have a credential; asked on the thread {@code broker-access} */
    public RemovedAgents(Broker broker, Supplier<Set<String>> allowed) {
        this.broker = broker;
        this.allowed = allowed;
        ScheduledFuture<?> unused =
                clock.scheduleWithFixedDelay(this::look, LOOK_EVERY_SECONDS, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            Set<String> connected = broker.connectedAgents();
            if (!connected.isEmpty()) {
                connected.removeAll(allowed.get());
                connected.forEach(broker::disconnect);
            }
        } catch (RuntimeException e) {
            // the store is away: nobody is cut off for that
            log.atWarn().addKeyValue("reason", e.toString()).log("broker access not checked");
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
