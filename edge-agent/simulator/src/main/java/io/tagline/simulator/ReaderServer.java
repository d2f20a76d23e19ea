package io.tagline.simulator;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.ReaderEvent.ConnectionAttempt;
import io.tagline.llrp.tls.TlsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reader's socket and its threads: one client at a time, commands in, answers, reports and keepalives out. */
final class ReaderServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReaderServer.class);
    private static final long RADIO_PERIOD_MS = 5;
    private static final long LONGEST_SEND_MS = 1_000;
    private static final int DIAL_TIMEOUT_MS = 5_000;

    private final ReaderCore core;
    private final Commands commands;
    private final Optional<TlsFiles> tls;
    private final ServerSocket listener;
    private final Thread acceptThread;
    private final Thread radioThread;
    private final Thread watchThread;
    private final Keepalives keepalives;
    private final int missedAcksBeforeClose;
    private volatile boolean closed;
    private volatile LongConsumer onReport = nanos -> {};

    // for one connection; guarded by the reader's lock
    private @Nullable Connection connection;

    ReaderServer(ReaderOptions options, ReaderCore core, Commands commands) throws IOException {
        this.core = core;
        this.commands = commands;
        tls = options.tls();
        keepalives = new Keepalives(options.nanos());
        missedAcksBeforeClose = options.missedAcksBeforeClose();
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(options.listenHost(), options.port()));
        acceptThread = new Thread(this::acceptClients, "simulator-accept");
        radioThread = new Thread(this::workRadio, "simulator-radio");
        watchThread = new Thread(this::watchLink, "simulator-watch");
    }

    void start() {
        for (Thread each : List.of(acceptThread, radioThread, watchThread)) {
            each.setDaemon(true);
            each.start();
        }
        log.atInfo().addKeyValue("address", address()).log("reader is on");
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** The client being served. */
    Optional<Connection> current() {
        synchronized (core) {
            return Optional.ofNullable(connection);
        }
    }

    void dial(InetSocketAddress client) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(client, DIAL_TIMEOUT_MS);
            if (!serve(new Connection(socket, TlsSockets.over(socket, tls, true), true))) {
                throw new IOException("reader cannot dial " + client + ": it serves another client");
            }
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void acceptClients() {
        while (!closed) {
            try {
                Socket socket = listener.accept();
                Connection next = new Connection(socket, TlsSockets.over(socket, tls, false), false);
                if (!serve(next)) {
                    refuse(next);
                }
            } catch (SocketException e) {
                if (!closed) {
                    log.atDebug().setCause(e).log("client left before it was served");
                }
            } catch (IOException e) {
                log.atInfo().setCause(e).log("client could not be accepted");
            }
        }
    }

    private boolean serve(Connection next) {
        next.sending.lock();
        try {
            LlrpFrame greeting;
            synchronized (core) {
                if (connection != null || closed) {
                    return false;
                }
                connection = next;
                core.tally.connection();
                greeting = core.connect();
                keepalives.reset();
            }
            log.atInfo().addKeyValue("client", next).log("client connected");
            Thread thread = new Thread(() -> hear(next), "simulator-client");
            thread.setDaemon(true);
            try {
                next.send(List.of(greeting));
            } catch (IOException e) {
                log.atDebug().setCause(e).log("client left before its greeting");
            }
            thread.start();
            return true;
        } finally {
            next.sending.unlock();
        }
    }

    /** LLRP 1.1 §20.1.2: one client; the second is told so, and the first is told of it. */
    private void refuse(Connection second) throws IOException {
        Optional<Connection> first = current();
        boolean readerInitiated = first.map(Connection::isReaderInitiated).orElse(false);
        LlrpFrame no;
        synchronized (core) {
            core.tally.refusedConnection();
            no = core.connectionAttempt(
                    readerInitiated
                            ? ConnectionAttempt.READER_INITIATED_EXISTS
                            : ConnectionAttempt.CLIENT_INITIATED_EXISTS);
        }
        log.atInfo().addKeyValue("client", second).log("another client refused");
        try (second) {
            second.sending.lock();
            try {
                second.send(List.of(no));
            } finally {
                second.sending.unlock();
            }
        }
        first.ifPresent(present ->
                deliver(present, () -> List.of(core.connectionAttempt(ConnectionAttempt.ANOTHER_ATTEMPTED))));
    }

    private void hear(Connection client) {
        try {
            Optional<LlrpFrame> command = client.next();
            while (command.isPresent()) {
                LlrpFrame present = command.get();
                if (present.type() == LlrpMessageType.KEEPALIVE_ACK) {
                    keepalives.acknowledged();
                }
                deliver(client, () -> commands.answer(present));
                if (present.type() == LlrpMessageType.CLOSE_CONNECTION) {
                    break;
                }
                command = client.next();
            }
        } catch (IOException e) {
            log.atInfo()
                    .addKeyValue("client", client)
                    .addKeyValue("why", e.getMessage())
                    .log("connection broke");
        } finally {
            shut(client);
        }
    }

    private void workRadio() {
        try {
            while (!closed) {
                Optional<Connection> present = current();
                if (present.isPresent()) {
                    deliver(present.get(), List::of);
                } else {
                    synchronized (core) {
                        core.advance();
                    }
                }
                TimeUnit.MILLISECONDS.sleep(RADIO_PERIOD_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watchLink() {
        try {
            while (!closed) {
                Optional<Connection> present = current();
                if (present.isPresent()) {
                    keepAlive(present.get());
                }
                TimeUnit.MILLISECONDS.sleep(RADIO_PERIOD_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepAlive(Connection client) throws InterruptedException {
        long periodMs = keepaliveMs();
        switch (keepalives.due(periodMs, mostMissed())) {
            case NOTHING -> {}
            case SEND -> {
                // a client that takes nothing blocks whoever sends; its keepalives go unanswered without being sent
                if (client.sending.tryLock(Math.min(periodMs, LONGEST_SEND_MS), TimeUnit.MILLISECONDS)) {
                    try {
                        deliver(client, () -> {
                            core.tally.keepalive();
                            return List.of(core.keepalive());
                        });
                    } finally {
                        client.sending.unlock();
                    }
                }
            }
            case HANG_UP -> {
                log.atInfo().addKeyValue("client", client).log("keepalives unanswered; hanging up");
                shut(client);
            }
        }
    }

    /** Sends what a step yields, and all that the radio has ready before and after it. */
    void deliver(Connection client, Supplier<List<LlrpFrame>> step) {
        client.sending.lock();
        try {
            List<LlrpFrame> before;
            List<LlrpFrame> own;
            List<LlrpFrame> after;
            synchronized (core) {
                if (connection != client) {
                    return;
                }
                before = core.advance();
                own = step.get();
                after = core.advance();
            }
            send(client, before);
            send(client, own);
            send(client, after);
        } catch (IOException e) {
            log.atInfo()
                    .addKeyValue("client", client)
                    .addKeyValue("why", e.getMessage())
                    .log("sending failed");
            shut(client);
        } finally {
            client.sending.unlock();
        }
    }

    private void send(Connection client, List<LlrpFrame> frames) throws IOException {
        if (frames.stream().anyMatch(frame -> frame.type() == LlrpMessageType.RO_ACCESS_REPORT)) {
            onReport.accept(System.nanoTime());
        }
        client.send(frames);
    }

    /** Tells of each time that reports go out, just before, in {@link System#nanoTime}; on the thread that sends them. */
    void onReport(LongConsumer listener) {
        onReport = listener;
    }

    /** Hangs up, and is free for another client. */
    void shut(Connection client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (core) {
                if (connection == client) {
                    connection = null;
                    core.disconnect();
                    log.atInfo().addKeyValue("client", client).log("client gone");
                }
            }
        }
    }

    /** As it was made, or as the client asked for. */
    private int mostMissed() {
        synchronized (core) {
            return Math.max(missedAcksBeforeClose, core.extensions.missedAcksBeforeClose());
        }
    }

    private long keepaliveMs() {
        synchronized (core) {
            return core.config.keepaliveMs();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        current().ifPresent(this::shut);
        radioThread.interrupt();
        watchThread.interrupt();
    }
}
