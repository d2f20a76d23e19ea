package io.tagline.simulator;

import io.tagline.simulator.dock.Dock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A reader on a socket: LLRP 1.0.1 from the reader's side, for demo, tests and load. Safe for any thread.
 *
 * <p>Threads: {@code simulator-accept} takes clients, {@code simulator-client} reads the one that is served,
 * {@code simulator-radio} works the radio and sends what it yields, {@code simulator-watch} keeps the connection alive and
 * ends it when nobody answers. A client that stops reading stops the radio thread; what the radio would have read meanwhile
 * is made up for, with the right stamps, when it goes on.
 */
public final class SimulatedReader implements AutoCloseable {
    private final ReaderCore core;
    private final List<GpoWrite> gpoWrites = new CopyOnWriteArrayList<>();
    private final ReaderServer server;

    private SimulatedReader(ReaderOptions options) throws IOException {
        core = new ReaderCore(options);
        server = new ReaderServer(options, core, new Commands(core, gpoWrites));
    }

    /**
     * Switches a reader on.
     *
     * @throws IOException when it cannot listen there
     */
    public static SimulatedReader start(ReaderOptions options) throws IOException {
        SimulatedReader reader = new SimulatedReader(options);
        reader.server.start();
        return reader;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Begins a scenario now, in place of the present one. */
    public void play(Scenario scenario) {
        tell(() -> core.play(scenario, false));
    }

    /** Begins a scenario as soon as a client has a ROSpec active: nothing of it is missed. */
    public void playWhenActive(Scenario scenario) {
        tell(() -> core.play(scenario, true));
    }

    /**
     * Stands at a dock from now on, in place of the present scenario. Readers of one dock read the same tags.
     *
     * @param reader the name that its antennas have at the dock
     */
    public void standAt(Dock dock, String reader) {
        tell(() -> core.standAt(dock, reader));
    }

    /** Adds a walk to the scenario being played; its start counts from now. Where the scenario repeats, the walk does. */
    public void walk(ParcelWalk walk) {
        tell(() -> core.add(walk));
    }

    /** One read by hand, stamped now. False when the reader is not taking inventory with that antenna. */
    public boolean read(String epcHex, int antenna, int rssiDbm) {
        return read(epcHex, antenna, rssiDbm, Duration.ZERO);
    }

    /** One read by hand that was made some time ago, as when a reader's reports lag. */
    public boolean read(String epcHex, int antenna, int rssiDbm, Duration ago) {
        boolean[] taken = new boolean[1];
        tell(() -> {
            long micros = core.time.micros() - ago.toNanos() / 1_000;
            taken[0] = core.take(new SimulatedRead(micros, epcHex, antenna, rssiDbm, 1));
        });
        return taken[0];
    }

    /** Changes a general-purpose input. */
    public void setGpi(int port, boolean high) {
        tell(() -> core.setGpi(port, high));
    }

    /** Pulls or plugs an antenna's cable. */
    public void setAntennaConnected(int antenna, boolean connected) {
        tell(() -> core.setAntennaConnected(antenna, connected));
    }

    /** An antenna goes deaf, or hears again, and the reader says nothing of it: most cannot feel a broken cable. */
    public void setAntennaDeaf(int antenna, boolean deaf) {
        tell(() -> core.config.setConnected(antenna, !deaf));
    }

    /** Warns that the report buffer is so full, if the client wants such warnings. */
    public void tellBufferLevel(int percent) {
        tell(() -> core.tellBufferLevel(percent));
    }

    /** Says that the report buffer ran over. */
    public void tellOverflow() {
        tell(core::tellOverflow);
    }

    /** Reports a fault of its own; antenna 0: of none. */
    public void tellFault(String words, int antenna) {
        tell(() -> core.tellFault(words, antenna));
    }

    /** Gives the reader another clock, as when somebody sets it. */
    public void setClock(ReaderClock clock) {
        tell(() -> core.time.set(clock));
    }

    /** Every write to an output, oldest first. */
    public List<GpoWrite> gpoWrites() {
        return List.copyOf(gpoWrites);
    }

    /** How long the reader has been on, as {@link GpoWrite#sinceStart} counts. */
    public Duration sinceStart() {
        return ask(() -> Duration.ofNanos(core.time.micros() * 1_000));
    }

    /**
     * Tells of each time that reports of a scenario or of reads by hand go out.
     *
     * @param listener gets {@link System#nanoTime} just before the bytes are written; it must not wait
     */
    public void onReport(LongConsumer listener) {
        server.onReport(listener);
    }

    /** The present level of every output. */
    public Map<Integer, Boolean> gpos() {
        return ask(core.config::gpos);
    }

    public ReaderCounters counters() {
        return ask(core.tally::now);
    }

    /** Whether a client is being served. */
    public boolean isConnected() {
        return server.current().isPresent();
    }

    /** Whether a ROSpec is taking inventory. */
    public boolean isActive() {
        return ask(() -> core.roSpecs.active() != null);
    }

    /** Tag entries that wait in the report buffer. */
    public int heldTags() {
        return ask(core::heldTags);
    }

    /** Changes the ROSpecs behind the client's back. */
    public void tamper(Tampering how) {
        tell(() -> core.tamper(how));
    }

    /** Goes on running, but sends nothing more to the present client: half-open, as far as the client can tell. */
    public void fallSilent() {
        server.current().ifPresent(Connection::fallSilent);
    }

    /** Hangs up on the present client with RST. ROSpecs stay. */
    public void resetConnection() throws IOException {
        Optional<Connection> present = server.current();
        if (present.isPresent()) {
            present.get().reset();
        }
    }

    /** Tells the present client ConnectionCloseEvent and hangs up, as a reader does before it restarts. */
    public void closeConnection() {
        server.current().ifPresent(present -> {
            server.deliver(present, () -> List.of(core.connectionClose()));
            server.shut(present);
        });
    }

    /**
     * Dials a client that listens (LLRP 1.1 §20.1.1, reader-initiated), and serves it like one that came by itself.
     *
     * @throws IOException when it cannot be reached, or another client is being served
     */
    public void dial(InetSocketAddress client) throws IOException {
        server.dial(client);
    }

    /**
     * Starts sending made-up reads at a fixed rate, apart from any scenario. Needs a client with an active ROSpec.
     *
     * @throws IllegalStateException when there is none
     */
    public LoadRun load(ReadLoad load) {
        Connection present =
                server.current().orElseThrow(() -> new IllegalStateException("load needs a client; there is none"));
        synchronized (core) {
            RoSpec active = core.roSpecs.active();
            if (active == null) {
                throw new IllegalStateException("load needs an active ROSpec; there is none");
            }
            return LoadRun.start(load, present, core, active);
        }
    }

    /** Lets the radio catch up, then does it; the radio thread sends what comes of it. */
    private void tell(Runnable action) {
        Optional<Connection> present = server.current();
        if (present.isPresent()) {
            server.deliver(present.get(), () -> {
                action.run();
                return List.of();
            });
            return;
        }
        synchronized (core) {
            core.advance();
            action.run();
        }
    }

    private <T> T ask(Supplier<T> question) {
        synchronized (core) {
            return question.get();
        }
    }

    /** Switches it off: hangs up, and listens no more. */
    @Override
    public void close() throws IOException {
        server.close();
    }
}
