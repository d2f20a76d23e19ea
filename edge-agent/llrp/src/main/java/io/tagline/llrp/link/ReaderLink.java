package io.tagline.llrp.link;

import io.tagline.llrp.command.ReaderCapabilities;
import io.tagline.llrp.command.ReaderCommands;
import io.tagline.llrp.tls.TlsFailure;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one reader reading, for the life of the agent: dials or is called, sets it up, hands on what it says, and starts over with
 * growing pauses whenever the connection is lost. The first thing in the way of a tag.
 *
 * <p>One thread, {@code reader-NAME}, owns the socket and makes all calls of the listener. The public methods are safe for any
 * thread.
 */
public final class ReaderLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReaderLink.class);
    private static final int KEEPALIVES_MISSED = 3;
    private static final int NO_CONNECTION = -1;
    /** How late a wish for an output may be seen where lamps hang on them: a light is to follow its verdict within 20 ms. */
    private static final int LAMP_POLL_MS = 5;

    /** A reader that ends its ROSpec at once must not be started in a tight loop. */
    private static final long RESTART_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    // for the life of the link
    private final LinkSettings settings;
    private final ReaderListener listener;
    private final LongSupplier ticker;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final Connector connector;
    private final LinkCounters counters = new LinkCounters();
    private final Set<Integer> complainedOf = new HashSet<>();
    private volatile Map<Integer, Boolean> outputs = Map.of();
    private final AtomicInteger outputWishes = new AtomicInteger();
    private final Set<Integer> outputsRefused = ConcurrentHashMap.newKeySet();
    private volatile int outputWishesDone = NO_CONNECTION;
    private volatile boolean mayRest;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile LinkState state;
    private volatile String detail = "";
    private String logged = "";

    /** A link on the system's elapsed time. */
    public ReaderLink(LinkSettings settings, ReaderListener listener) {
        this(settings, listener, System::nanoTime, RandomGenerator.getDefault());
    }

    /**
     * A link that does nothing before {@link #start()}.
     *
     * @param ticker elapsed nanoseconds; also what the listener gets
     * @param random for the jitter of pauses
     */
    public ReaderLink(LinkSettings settings, ReaderListener listener, LongSupplier ticker, RandomGenerator random) {
        this.settings = settings;
        this.listener = listener;
        this.ticker = ticker;
        this.random = random;
        this.backoff = new Backoff(settings.firstPause(), settings.longestPause(), random);
        this.connector = new Connector(settings);
        this.state = opening();
        this.thread = new Thread(this::run, "reader-" + settings.name());
    }

    public void start() {
        thread.start();
    }

    public LinkState state() {
        return state;
    }

    /** The present state in words. */
    public String detail() {
        return detail;
    }

    public long count(LinkCounter counter) {
        return counters.of(counter);
    }

    /** The local port on which the reader may call; 0 until it is open, and when we dial. */
    public int listeningPort() {
        return connector.listeningPort();
    }

    /**
     * Switches outputs of the reader together, in one command, within a few milliseconds while it reads. The latest wish for each
     * port is kept and made true again after every reconnect; a wish overtaken by another before it was sent is never sent.
     *
     * @param levels of each port that is to change; the others stay as they were asked for
     */
    public synchronized void setOutputs(Map<Integer, Boolean> levels) {
        Map<Integer, Boolean> wanted = new TreeMap<>(outputs);
        wanted.putAll(levels);
        outputs = Collections.unmodifiableMap(wanted);
        outputWishes.incrementAndGet();
    }

    /**
     * Lets the reader rest, or has it read again, within about 20 ms plus its answer: STOP_ROSPEC and START_ROSPEC. Each connection
     * begins by reading.
     *
     * @param rest whether nobody wants reads at present; false at first
     */
    public void letRest(boolean rest) {
        mayRest = rest;
    }

    /** Whether the reader has been told of every output as it was asked for last; never while it is not read. */
    public boolean outputsDone() {
        return outputWishesDone == outputWishes.get();
    }

    /** Outputs that the reader would not switch. */
    public Set<Integer> outputsRefused() {
        return Set.copyOf(outputsRefused);
    }

    /** Says goodbye to the reader and ends the thread, within about four seconds whatever the reader or the listener do. */
    @Override
    public void close() {
        stop.countDown();
        if (state != LinkState.READING && state != LinkState.CONFIGURING) {
            connector.close();
        }
        try {
            thread.join(2_500);
            // still busy: a listener that blocks is interrupted first, then a socket that hangs is closed
            thread.interrupt();
            thread.join(1_200);
            connector.close();
            thread.join(300);
        } catch (InterruptedException e) {
            connector.close();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping()) {
                enter(opening(), "[" + settings.name() + "] " + settings.address());
                Duration pause = connectAndRead();
                if (stop.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    break;
                }
            }
        } catch (InterruptedException e) {
            log.atDebug().addKeyValue("reader", settings.name()).log("link interrupted");
            Thread.currentThread().interrupt();
        } finally {
            connector.close();
            enter(LinkState.STOPPED, "[" + settings.name() + "] stopped");
        }
    }

    /** One connection from its opening to its end; says how long to wait before the next. */
    private Duration connectAndRead() throws InterruptedException {
        try (Socket socket = connector.open();
                LlrpSession session = new LlrpSession(socket, settings, listener, counters, ticker, this::stopping)) {
            enter(LinkState.GREETING, "[" + settings.name() + "] waiting for the reader's greeting");
            session.awaitGreeting();
            converse(session);
            return Duration.ZERO;
        } catch (ReaderBusyException e) {
            enter(LinkState.IN_USE, String.valueOf(e.getMessage()));
            return Backoff.jittered(settings.busyPause(), random);
        } catch (ReaderRefusedException e) {
            enter(LinkState.REFUSED, String.valueOf(e.getMessage()));
            return backoff.next();
        } catch (IOException e) {
            if (!stopping()) {
                // TLS 1.3 tells what the reader thinks of our certificate after the handshake
                String words = e instanceof SSLException ? TlsFailure.inWords(e) : String.valueOf(e.getMessage());
                enter(LinkState.LOST, words.startsWith("[") ? words : "[" + settings.name() + "] " + words);
            }
            return backoff.next();
        }
    }

    private void converse(LlrpSession session) throws IOException, InterruptedException, ReaderRefusedException {
        try {
            enter(LinkState.CONFIGURING, "[" + settings.name() + "] setting up");
            ReaderSetup setup = new ReaderSetup(session, settings, counters, complainedOf);
            ReaderCapabilities reader = setup.run(listener);
            enter(LinkState.READING, "[" + settings.name() + "] " + reader);
            read(session, setup);
            session.sayGoodbye(true);
        } catch (InterruptedException | ReaderRefusedException e) {
            try {
                session.sayGoodbye(false);
            } catch (IOException goodbye) {
                e.addSuppressed(goodbye);
            }
            throw e;
        }
    }

    private void read(LlrpSession session, ReaderSetup setup)
            throws IOException, InterruptedException, ReaderRefusedException {
        long since = ticker.getAsLong();
        long startedAt = since;
        long askedAt = since;
        long checkedAt = since;
        long silenceLimit = KEEPALIVES_MISSED * settings.profile().keepalive().toNanos();
        boolean runsAlways = settings.profile().trigger().isEmpty();
        Map<Integer, Boolean> outputsSet = new HashMap<>();
        outputsRefused.clear();
        outputWishesDone = 0;
        boolean rests = false;
        while (!stopping()) {
            session.poll(outputs.isEmpty() ? LlrpSession.POLL_MS : LAMP_POLL_MS);
            int wishes = outputWishes.get();
            if (wishes != outputWishesDone) {
                switchOutputs(session, setup, outputsSet);
                outputWishesDone = wishes;
            }
            long now = ticker.getAsLong();
            if (now - since > settings.stablePeriod().toNanos()) {
                backoff.reset();
            }
            // a ROSpec that an input starts and ends needs no word of ours
            if (runsAlways && rests != mayRest) {
                rests = !rests;
                startedAt = now;
                if (rests) {
                    setup.rest();
                } else {
                    setup.start();
                }
            }
            if (runsAlways && !rests && session.inbox().roSpecEnded() && now - startedAt > RESTART_PAUSE_NANOS) {
                counters.add(LinkCounter.RESTARTS, 1);
                startedAt = now;
                setup.start();
            }
            if (!rests && now - checkedAt > settings.checkPeriod().toNanos()) {
                setup.check();
                checkedAt = ticker.getAsLong();
            }
            if (Math.min(session.silentNanos(), now - askedAt) > silenceLimit) {
                // it may be dead, or send keepalives never or in a rhythm of its own: only asking tells
                ask(session, setup);
                askedAt = ticker.getAsLong();
            }
        }
    }

    private void ask(LlrpSession session, ReaderSetup setup) throws IOException, InterruptedException {
        try {
            setup.probe();
        } catch (SocketTimeoutException e) {
            if (!session.inbox().keepalivesCome()) {
                throw e;
            }
            throw new IOException(
                    "[" + settings.name() + "] nothing heard from the reader for "
                            + TimeUnit.NANOSECONDS.toMillis(session.silentNanos()) + " ms; expected a keepalive every "
                            + settings.profile().keepalive().toMillis() + " ms",
                    e);
        }
    }

    /** All that differ in one command, so that a light never shows half of what it should. */
    private void switchOutputs(LlrpSession session, ReaderSetup setup, Map<Integer, Boolean> done)
            throws IOException, InterruptedException {
        Map<Integer, Boolean> wanted = new TreeMap<>(outputs);
        wanted.entrySet().removeIf(wish -> wish.getValue().equals(done.get(wish.getKey())));
        if (wanted.isEmpty()) {
            return;
        }
        done.putAll(wanted);
        outputsRefused.removeAll(wanted.keySet());
        if (setup.tryTo(ReaderCommands.setOutputs(wanted, session.nextMessageId()))) {
            return;
        }
        // one that the reader lacks spoils the command for the others
        for (Map.Entry<Integer, Boolean> wish : wanted.entrySet()) {
            if (wanted.size() == 1
                    || !setup.tryTo(ReaderCommands.setOutputs(Map.ofEntries(wish), session.nextMessageId()))) {
                outputsRefused.add(wish.getKey());
            }
        }
    }

    private LinkState opening() {
        return settings.address() instanceof ReaderAddress.Listen ? LinkState.LISTENING : LinkState.DIALLING;
    }

    private boolean stopping() {
        return stop.getCount() == 0;
    }

    private void enter(LinkState next, String words) {
        if (next != LinkState.READING) {
            outputWishesDone = NO_CONNECTION;
        }
        detail = words;
        state = next;
        boolean acted = next == LinkState.READING
                || next == LinkState.IN_USE
                || next == LinkState.REFUSED
                || next == LinkState.LOST;
        // a reader that stays away for the same reason is one line, however often it is tried
        if (acted && !words.equals(logged)) {
            logged = words;
            log.atInfo().addKeyValue("state", next.code()).log(words);
        }
        listener.onState(next, words);
    }
}
