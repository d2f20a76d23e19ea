package io.tagline.edge.opcua;

import io.tagline.edge.health.Counter;
import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Problem;
import io.tagline.edge.time.Backoff;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallMapping;
import io.tagline.wire.KnownProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent's way to its PLC: connects by itself and again and again, hands changes on and writes what it is asked to. Parcels are
 * read with or without it. The thread {@code plc} makes and attends sessions; everything public is safe for any thread and waits for
 * nothing.
 */
public final class PlcLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PlcLink.class);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration MOST_WAIT = Duration.ofSeconds(15);

    /** PLCs lock a user out who comes with a wrong password too often. */
    private static final Duration CREDENTIAL_WAIT = Duration.ofSeconds(60);

    /** More than a PLC that follows a time source is off, with seconds of CurrentTime to spare. */
    static final Duration CLOCK_LIMIT = Duration.ofSeconds(5);

    private final PlcSettings settings;
    private final Path pki;
    private final Ticker ticker;
    private final PlcInbox inbox;
    private final PlcClock clock = new PlcClock();
    private final PlcResources resources = new PlcResources();
    private final Backoff backoff = new Backoff(FIRST_WAIT, MOST_WAIT, RandomGenerator.getDefault());
    private final DivertDesk diverts;
    private final PlcLamps lamps;
    private final Counter sessions;
    private final Counter unwritten;
    private final Thread thread = new Thread(this::run, "plc");
    private volatile Optional<PlcSession> session = Optional.empty();
    private volatile Optional<Problem> trouble = Optional.empty();
    private volatile boolean closing;

    private PlcLink(PlcSettings settings, Path pki, Consumer<PlcChange> changes, Ticker ticker, Counters counters) {
        this.settings = settings;
        this.pki = pki;
        this.ticker = ticker;
        this.inbox = new PlcInbox(changes, counters);
        this.sessions = counters.counter("tagline_plc_sessions_total", "Sessions with the PLC.");
        this.unwritten = counters.counter(
                "tagline_plc_writes_failed_total", "Verdicts and divert commands that did not reach the PLC.");
        this.diverts = new DivertDesk(settings, this::outputs, ticker, unwritten);
        this.lamps = new PlcLamps(this::outputs);
    }

    /**
     * Starts to connect; returns at once.
     *
     * @param pki folder for certificates, see {@link PlcCertificates}; made if it is missing
     * @param changes is called on the thread {@code plc-changes}
     */
    public static PlcLink start(
            PlcSettings settings, Path pki, Consumer<PlcChange> changes, Ticker ticker, Counters counters) {
        PlcLink link = new PlcLink(settings, pki, changes, ticker, counters);
        link.inbox.start();
        link.thread.setDaemon(true);
        link.thread.start();
        return link;
    }

    /** What is wrong now: the session, else single nodes. */
    public List<Problem> problems() {
        Optional<PlcSession> current = session;
        if (current.isEmpty()) {
            return trouble.stream().toList();
        }
        if (!current.get().active()) {
            return List.of(Problem.of(
                    KnownProblem.PLC_UNREACHABLE,
                    "the session with " + settings.address() + " is lost, or the PLC stands still"));
        }
        List<Problem> wrong = new ArrayList<>();
        current.get().wrongNodes().forEach((node, why) -> wrong.add(wrong(node, why)));
        wrong.sort(Comparator.comparing(Problem::subject));
        return List.copyOf(wrong);
    }

    private static Problem wrong(PlcNode node, String why) {
        return new Problem(
                KnownProblem.PLC_NODE_WRONG.code(), node.key(), node.title() + ", " + node.address() + " " + why);
    }

    /** The clock of the PLC is far from the gateway's. Parcels are associated all the same: the difference is known. */
    public Optional<Problem> clockOff(WallMapping gateway) {
        return clock.offset(gateway)
                .filter(offset -> session.isPresent() && offset.ahead().abs().compareTo(CLOCK_LIMIT) > 0)
                .map(offset -> Problem.of(
                        KnownProblem.PLC_CLOCK_OFF,
                        "the clock of %s is %d ms %s that of the gateway, give or take %d ms; expected at most %d s"
                                .formatted(
                                        settings.address(),
                                        offset.ahead().abs().toMillis(),
                                        offset.ahead().isNegative() ? "behind" : "ahead of",
                                        offset.error().toMillis(),
                                        CLOCK_LIMIT.toSeconds())));
    }

    /**
     * Shows a verdict.
     *
     * @param portal its id; the node of no portal in particular serves all that have none of their own
     * @return whether it was sent; the PLC may refuse it still, which is counted and a problem
     */
    boolean verdict(String portal, int code) {
        if (settings.nodes().stream().noneMatch(node -> node.signal() == PlcSignal.VERDICT)) {
            return false;
        }
        Optional<PlcSession> current = session.filter(PlcSession::active);
        Optional<PlcPoint> point = current.flatMap(to -> to.outputs().find(PlcSignal.VERDICT, portal));
        if (current.isEmpty() || point.isEmpty()) {
            unwritten.increment();
            return false;
        }
        current.get().outputs().write(point.get(), code, this::countUnwritten);
        return true;
    }

    /** Commands a parcel onto a lane. */
    void divert(DivertCommand command) {
        diverts.divert(command);
    }

    /** Wishes a lamp lit or dark; made true when the PLC takes it, and again in every later session. */
    public void setLamp(int lamp, boolean lit) {
        lamps.set(lamp, lit);
    }

    /** Why some of these lamps may be other than was wished; empty if none is. */
    public Optional<String> lampTrouble(Collection<Integer> numbers) {
        Set<Integer> behind = lamps.behind();
        behind.retainAll(numbers);
        if (behind.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("lamps " + behind + " of the PLC are not as they should be: "
                + problems().stream().findFirst().map(Problem::detail).orElse("no answer yet"));
    }

    private void countUnwritten(boolean written) {
        if (!written) {
            unwritten.increment();
        }
    }

    private void changed(PlcChange change) {
        if (change.node().signal() == PlcSignal.DIVERT_ACKNOWLEDGED) {
            diverts.echo(change);
        }
        inbox.put(change);
    }

    private Optional<PlcOutputs> outputs() {
        return session.filter(PlcSession::active).map(PlcSession::outputs);
    }

    private void look() {
        diverts.look();
        lamps.look();
    }

    private void run() {
        try {
            while (!closing) {
                try {
                    runSession();
                } catch (PlcException e) {
                    say(e);
                    waitFor(e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runSession() throws PlcException, InterruptedException {
        OpcUaClient client = connected();
        try (PlcSession made = new PlcSession(client, settings, ticker, clock, this::changed, lamps::forget)) {
            sessions.increment();
            backoff.reset();
            lamps.forget();
            session = Optional.of(made);
            trouble = Optional.empty();
            log.atInfo().addKeyValue("plc", settings.address()).log("session with the PLC");
            made.attend(() -> {
                look();
                return !closing;
            });
        } catch (UaException e) {
            PlcSession.close(client);
            throw new PlcException(
                    KnownProblem.PLC_UNREACHABLE,
                    settings.address() + " answers no questions: " + PlcClient.reason(e),
                    e);
        } catch (RuntimeException e) {
            // whatever a PLC answers, and Milo stumbles over, must not end the agent
            PlcSession.close(client);
            throw notUnderstood(e);
        } finally {
            session = Optional.empty();
            settings.nodes().stream()
                    .filter(node -> !node.signal().output())
                    .forEach(node -> inbox.put(PlcChange.lost(node, ticker.nanos())));
        }
    }

    /** As {@link #connect}; a thread that dies of what Milo makes of an answer would end the agent. */
    private OpcUaClient connected() throws PlcException, InterruptedException {
        try {
            return connect();
        } catch (RuntimeException e) {
            throw notUnderstood(e);
        }
    }

    private PlcException notUnderstood(RuntimeException e) {
        log.atWarn().setCause(e).addKeyValue("plc", settings.address()).log("session with the PLC failed");
        return new PlcException(
                KnownProblem.PLC_UNREACHABLE, settings.address() + " was not understood: " + e.getMessage(), e);
    }

    private OpcUaClient connect() throws PlcException, InterruptedException {
        try {
            OwnCertificate own = OwnCertificate.in(pki, settings.agent());
            return new PlcClient(settings, own, new PlcCertificates(pki), resources).connect();
        } catch (IOException e) {
            throw new PlcException(
                    KnownProblem.PLC_UNREACHABLE, "the agent has no certificate of its own: " + e.getMessage(), e);
        }
    }

    private void say(PlcException e) {
        trouble = Optional.of(Problem.of(e.problem(), String.valueOf(e.getMessage())));
        log.atDebug().setCause(e).addKeyValue("plc", settings.address()).log("no session with the PLC");
    }

    /** Commands of a lost session come to their end here. */
    private void waitFor(PlcException e) throws InterruptedException {
        long nanos =
                e.problem() == KnownProblem.PLC_CREDENTIAL_REFUSED ? CREDENTIAL_WAIT.toNanos() : backoff.nextNanos();
        long until = ticker.nanos() + nanos;
        while (!closing && ticker.nanos() - until < 0) {
            look();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Says goodbye to the PLC; its heartbeat stands still from then on. Takes five seconds at most. */
    @Override
    public void close() {
        closing = true;
        try {
            if (session.isPresent()) {
                // an interrupt would keep it from saying goodbye, and the PLC from forgetting the session
                thread.join(2_500);
            }
            thread.interrupt();
            thread.join(2_500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        inbox.close();
        resources.close();
    }
}
