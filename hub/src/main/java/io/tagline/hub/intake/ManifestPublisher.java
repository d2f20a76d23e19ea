package io.tagline.hub.intake;

import io.tagline.hub.manifest.Basis;
import io.tagline.hub.manifest.Manifests;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.BundleSignature;
import io.tagline.wire.Manifest;
import io.tagline.wire.Payload;
import io.tagline.wire.Topics;
import io.tagline.wire.Topics.Kind;
import io.tagline.wire.WireCodec;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a signed manifest with the broker for each agent: looks each second what has changed, so that an agent is told once of many
 * changes, and tells each agent again on each new connection, since a broker may have come back empty. Its thread is {@code manifests}.
 */
public final class ManifestPublisher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ManifestPublisher.class);
    private static final long LOOK_MS = 1_000;
    private static final long CLOSE_WAIT_MS = 10_000;

    /** An agent that hears nothing takes its manifest for old; by default after half an hour. */
    static final Duration AGAIN = Duration.ofMinutes(10);

    /** What the broker did not take it will hardly take a second later. */
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);

    // for the life of the hub
    private final IntakeMqtt intake;
    private final Manifests manifests;
    private final PrivateKey key;
    private final Thread thread;
    private volatile boolean closed;
    private boolean storeIsAway;
    // for this connection
    private @Nullable BrokerConnection connection;
    private final Map<AgentAddress, Told> told = new HashMap<>();

    /** From what the manifest was made that an agent was told last, and when. */
    private record Told(Basis basis, long atNanos) {}

    private ManifestPublisher(IntakeMqtt intake, Manifests manifests, PrivateKey key, Consumer<String> onDeath) {
        this.intake = intake;
        this.manifests = manifests;
        this.key = key;
        this.thread = new Thread(this::run, "manifests");
        thread.setUncaughtExceptionHandler((dead, why) -> {
            log.atError().setCause(why).log("manifests are not published any more");
            onDeath.accept("thread " + dead.getName() + " died of " + why);
        });
    }

    /**
     * Starts; returns at once. Whoever starts it closes it, before the intake.
     *
     * @param key of Ed25519
     * @param onDeath is told why, should it die: a fault that only a restart heals
     */
    public static ManifestPublisher start(
            IntakeMqtt intake, Manifests manifests, PrivateKey key, Consumer<String> onDeath) {
        ManifestPublisher publisher = new ManifestPublisher(intake, manifests, key, onDeath);
        publisher.thread.start();
        return publisher;
    }

    private void run() {
        try {
            while (!closed) {
                Optional<BrokerConnection> current = intake.connection();
                if (current.isPresent()) {
                    tellAll(current.get());
                }
                Thread.sleep(LOOK_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellAll(BrokerConnection current) throws InterruptedException {
        if (current != connection) {
            connection = current;
            told.clear();
        }
        try {
            for (Map.Entry<AgentAddress, Basis> agent : manifests.bases().entrySet()) {
                if (!closed && current.isOpen() && isDue(agent.getKey(), agent.getValue())) {
                    tell(current, agent.getKey(), agent.getValue());
                }
            }
            storeIsAway = false;
        } catch (StoreUnavailableException e) {
            if (!storeIsAway) {
                log.atWarn().addKeyValue("reason", e.getMessage()).log("manifests wait for the database");
            }
            storeIsAway = true;
        }
    }

    private boolean isDue(AgentAddress agent, Basis basis) {
        Told last = told.get(agent);
        return last == null || !last.basis().equals(basis) || System.nanoTime() - last.atNanos() >= AGAIN.toNanos();
    }

    private void tell(BrokerConnection current, AgentAddress agent, Basis basis) throws InterruptedException {
        try {
            Manifest manifest = manifests.issue(agent);
            Payload payload = WireCodec.encode(manifest);
            String signature = BundleSignature.sign(key, Topics.of(agent, Kind.MANIFEST), payload);
            if (!current.keep(agent, Kind.MANIFEST, payload, signature)) {
                told.put(agent, new Told(basis, System.nanoTime() - AGAIN.toNanos() + AFTER_REFUSAL.toNanos()));
                return;
            }
            log.atDebug()
                    .addKeyValue("agent", agent)
                    .addKeyValue("version", manifest.version())
                    .addKeyValue("bytes", payload.body().length)
                    .log("manifest published");
        } catch (IllegalArgumentException e) {
            // the one that it has stays in force, until the loads are others
            log.atError()
                    .addKeyValue("agent", agent)
                    .addKeyValue("reason", e.getMessage())
                    .log("no manifest can be made");
        }
        told.put(agent, new Told(basis, System.nanoTime()));
    }

    /** Finishes what it is telling. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(LOOK_MS);
            thread.interrupt();
            thread.join(CLOSE_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
