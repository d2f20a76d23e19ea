package io.tagline.edge.opcua;

import io.tagline.edge.time.Ticker;
import io.tagline.wire.KnownProblem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of Milo's, for as long as it is any good. A short break of the network Milo mends itself, and the PLC hands over what it
 * kept; after a restart of the PLC the subscription is made anew; what is not mended within {@link #GIVE_UP} ends this session, and
 * the next one starts with the endpoints. Attended by the thread {@code plc}; the rest is safe for any thread.
 */
final class PlcSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PlcSession.class);

    private static final Duration GIVE_UP = Duration.ofSeconds(10);
    /** A PLC that is slow with its cycle answers in a tenth of this. */
    static final Duration SILENT = Duration.ofSeconds(3);

    private static final Duration ASK_AGAIN = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_MS = 50;
    private static final int CLOSE_MS = 2_000;

    private final OpcUaClient client;
    private final PlcSettings settings;
    private final Ticker ticker;
    private final Consumer<PlcChange> changes;
    private final PlcClock clock;
    private final Runnable startedAnew;
    private final PlcProbe probe;
    private final Map<PlcNode, String> refused = new ConcurrentHashMap<>();
    private final Semaphore lost = new Semaphore(0);
    private volatile Optional<Long> inactiveSince = Optional.empty();
    private volatile PlcNodes nodes;
    private volatile PlcOutputs outputs;

    // confined to the thread plc
    private PlcSubscription subscription;
    private long nextBeat;
    private long nextAsk;
    private long beats;

    /**
     * Looks at the nodes and subscribes. The session owns the client even when this fails.
     *
     * @param startedAnew is called when the PLC has forgotten us and may show other outputs than we wrote
     */
    PlcSession(
            OpcUaClient client,
            PlcSettings settings,
            Ticker ticker,
            PlcClock clock,
            Consumer<PlcChange> changes,
            Runnable startedAnew)
            throws UaException {
        this.client = client;
        this.settings = settings;
        this.ticker = ticker;
        this.changes = changes;
        this.clock = clock;
        this.startedAnew = startedAnew;
        this.probe = new PlcProbe(client, clock, ticker);
        client.addSessionActivityListener(new SessionActivityListener() {
            @Override
            public void onSessionActive(UaSession session) {
                inactiveSince = Optional.empty();
            }

            @Override
            public void onSessionInactive(UaSession session) {
                inactiveSince = Optional.of(ticker.nanos());
            }
        });
        this.nextBeat = ticker.nanos();
        // its first answer is there before the first change
        probe.look(ticker.nanos());
        this.nodes = PlcNodes.ask(client, settings.nodes());
        this.outputs = new PlcOutputs(client, outputs(nodes));
        this.subscription = subscribe();
        this.nextAsk = ticker.nanos() + ASK_AGAIN.toNanos();
    }

    /**
     * Keeps it alive.
     *
     * @param goOn is asked 20 times a second
     * @throws PlcException when it is good for nothing any more
     */
    void attend(BooleanSupplier goOn) throws PlcException, InterruptedException {
        try {
            while (goOn.getAsBoolean()) {
                boolean rebuild = lost.tryAcquire(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
                long now = ticker.nanos();
                Optional<Long> inactive = inactiveSince;
                if (inactive.isPresent() && now - inactive.get() > GIVE_UP.toNanos()) {
                    throw new PlcException(
                            KnownProblem.PLC_UNREACHABLE,
                            "the session with " + settings.address() + " was lost " + GIVE_UP.toSeconds() + " s ago");
                }
                if (rebuild) {
                    lost.drainPermits();
                    rebuild();
                } else if (inactive.isEmpty()) {
                    probe.look(now);
                    if (probe.silence(now).compareTo(GIVE_UP) > 0) {
                        throw new PlcException(
                                KnownProblem.PLC_UNREACHABLE,
                                settings.address() + " has answered nothing for " + GIVE_UP.toSeconds() + " s");
                    }
                    beat(now);
                    askAgain(now);
                }
            }
        } catch (UaException e) {
            throw new PlcException(
                    KnownProblem.PLC_UNREACHABLE,
                    "subscription with " + settings.address() + " failed: " + PlcClient.reason(e),
                    e);
        }
    }

    private PlcSubscription subscribe() throws UaException {
        refused.clear();
        List<PlcPoint> inputs = nodes.points().stream()
                .filter(point -> !point.node().signal().output())
                .toList();
        return PlcSubscription.open(client, inputs, settings, ticker, clock, changes, refused, lost::release);
    }

    private void rebuild() throws UaException {
        subscription.close();
        // the PLC may have started with another program, in which namespaces have other numbers
        nodes = PlcNodes.ask(client, settings.nodes());
        outputs = new PlcOutputs(client, outputs(nodes));
        subscription = subscribe();
        startedAnew.run();
        log.atInfo().addKeyValue("plc", settings.address()).log("subscription rebuilt");
    }

    private void beat(long now) {
        if (now - nextBeat < 0) {
            return;
        }
        nextBeat = now + settings.heartbeat().toNanos();
        beats++;
        for (PlcNode node : settings.nodes()) {
            if (node.signal() == PlcSignal.HEARTBEAT) {
                outputs.find(PlcSignal.HEARTBEAT, node.portal())
                        .ifPresent(point -> outputs.write(point, beats, taken -> {}));
            }
        }
    }

    /** A node that was wrong may be right after the PLC got another program; many do that without ending sessions. */
    private void askAgain(long now) throws UaException {
        if (now - nextAsk < 0) {
            return;
        }
        nextAsk = now + ASK_AGAIN.toNanos();
        if (!nodes.wrong().isEmpty()
                && !PlcNodes.ask(client, settings.nodes()).wrong().equals(nodes.wrong())) {
            rebuild();
        }
    }

    private static List<PlcPoint> outputs(PlcNodes nodes) {
        return nodes.points().stream()
                .filter(point -> point.node().signal().output())
                .toList();
    }

    /** Whether there is any use in writing: a PLC that stands still would carry it out when it goes on. */
    boolean active() {
        return inactiveSince.isEmpty() && probe.silence(ticker.nanos()).compareTo(SILENT) < 0;
    }

    PlcOutputs outputs() {
        return outputs;
    }

    /** What is wrong with single nodes, one line each. */
    Map<PlcNode, String> wrongNodes() {
        Map<PlcNode, String> all = new HashMap<>(nodes.wrong());
        all.putAll(refused);
        all.putAll(outputs.refused());
        return all;
    }

    @Override
    public void close() {
        close(client);
    }

    /** Says goodbye, but does not wait long for an answer. */
    static void close(OpcUaClient client) {
        try {
            client.disconnectAsync().get(CLOSE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.atDebug().setCause(e).log("the PLC did not say goodbye");
        }
    }
}
