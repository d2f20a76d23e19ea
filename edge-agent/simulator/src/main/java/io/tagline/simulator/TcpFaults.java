package io.tagline.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP proxy between any two ends that misbehaves on demand: between agent and reader, agent and broker, hub and database.
 * What is asked for holds at once, for present and later connections alike. Safe for any thread; two threads a connection.
 */
public final class TcpFaults implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TcpFaults.class);
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    /** What becomes of the bytes. */
    enum Mode {
        /** They go through. */
        PASS,
        /** They stay where they are: nobody reads, so the sender's window fills. */
        STALL,
        /** They are read and thrown away: both ends believe that they are still connected. */
        SWALLOW
    }

    private volatile InetSocketAddress target;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final Weather weather = new Weather();

    private TcpFaults(ServerSocket listener, InetSocketAddress target) {
        this.listener = listener;
        this.target = target;
    }

    /** Listens on a free port of the loopback interface, and passes on to the target. */
    public static TcpFaults to(InetSocketAddress target) throws IOException {
        return listen(0, target);
    }

    /** Listens on this port of the loopback interface; 0: a free one. */
    public static TcpFaults listen(int port, InetSocketAddress target) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        TcpFaults faults = new TcpFaults(listener, target);
        Thread thread = new Thread(faults::accept, "faults-accept");
        thread.setDaemon(true);
        thread.start();
        return faults;
    }

    /** Where clients connect to. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** Passes later connections on to another place: what stands behind this address has moved. Present ones stay where they are. */
    public void retarget(InetSocketAddress another) {
        target = another;
    }

    /** Everything goes through as it comes: no fault any more, but for connections that are cut already. */
    public void passThrough() {
        weather.clear();
    }

    /** Nothing moves: bytes are not read any more, so that the sender's window fills. TCP stays up. */
    public void stall() {
        weather.set(Mode.STALL);
    }

    /** Half-open: bytes vanish in both directions, TCP stays up, and even a close of one end is not told to the other. */
    public void swallow() {
        weather.set(Mode.SWALLOW);
    }

    /** Bytes go on in segments of at most so many, each sent by itself. */
    public void segment(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("segment is " + bytes + " bytes; expected 1 or more");
        }
        weather.setSegment(bytes);
    }

    /** Every piece that is read waits so long before it goes on; this bounds the throughput as well. */
    public void delay(Duration wait) {
        weather.setDelay(wait);
    }

    /** Every n-th connection, counted from the next one, is reset as soon as it is made; 0: none. */
    public void loseEvery(int n) {
        weather.setLoseEvery(n, accepted.get());
    }

    /** Each connection is reset so many bytes after it began, both directions together: in the middle of a message. */
    public void resetAfter(long bytes) {
        weather.setBudget(bytes);
    }

    /** Ends the present connections in order, with FIN to both ends. */
    public void cut() {
        links.forEach(link -> link.end(false));
    }

    /** Ends the present connections with RST to both ends. */
    public void reset() {
        links.forEach(link -> link.end(true));
    }

    /** Connections taken so far, the lost ones included. */
    public long acceptedConnections() {
        return accepted.get();
    }

    /** Connections that were lost on purpose as soon as they were made. */
    public long lostConnections() {
        return lost.get();
    }

    /** Connections that are up now. */
    public int openConnections() {
        return links.size();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (weather.loses(accepted.incrementAndGet())) {
                    lost.incrementAndGet();
                    client.setSoLinger(true, 0);
                    client.close();
                } else {
                    open(client);
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    log.atDebug().setCause(e).log("connection could not be passed on");
                }
            }
        }
    }

    private void open(Socket client) throws IOException {
        Socket server = new Socket();
        try {
            server.connect(target, CONNECT_TIMEOUT_MS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Link link = new Link(client, server);
            links.add(link);
            link.start();
        } catch (IOException e) {
            client.setSoLinger(true, 0);
            client.close();
            server.close();
            throw e;
        }
    }

    /** Takes no more connections, and ends those that there are. */
    @Override
    public void close() throws IOException {
        listener.close();
        reset();
    }

    /** One client's connection and ours to the target. */
    private final class Link {
        private static final int PIECE_BYTES = 64 * 1024;

        private final Socket client;
        private final Socket server;
        private final AtomicLong moved = new AtomicLong();

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void start() {
            thread("faults-up", client, server).start();
            thread("faults-down", server, client).start();
        }

        private Thread thread(String name, Socket from, Socket to) {
            Thread thread = new Thread(() -> pump(from, to), name);
            thread.setDaemon(true);
            return thread;
        }

        private void pump(Socket from, Socket to) {
            byte[] piece = new byte[PIECE_BYTES];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                while (true) {
                    weather.awaitFlow();
                    int read = in.read(piece, 0, weather.allowance(moved.get(), piece.length));
                    // a piece that came while the flow stopped stays here until it goes on
                    Mode mode = weather.awaitFlow();
                    if (mode == Mode.SWALLOW) {
                        if (read < 0) {
                            return;
                        }
                        continue;
                    }
                    if (read < 0) {
                        to.shutdownOutput();
                        if (from.isOutputShutdown()) {
                            end(false);
                        }
                        return;
                    }
                    weather.forward(out, piece, read);
                    if (weather.isSpent(moved.addAndGet(read))) {
                        end(true);
                        return;
                    }
                }
            } catch (IOException e) {
                log.atTrace().setCause(e).log("link ends");
                if (weather.mode() != Mode.SWALLOW) {
                    end(true);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end(true);
            }
        }

        /** The first end counts: the other thread's error on the closed socket must not turn a FIN into an RST. */
        void end(boolean withReset) {
            if (!links.remove(this)) {
                return;
            }
            for (Socket each : new Socket[] {client, server}) {
                try {
                    if (withReset) {
                        each.setSoLinger(true, 0);
                    }
                    each.close();
                } catch (IOException e) {
                    log.atTrace().setCause(e).log("already closed");
                }
            }
        }
    }
}
