package io.tagline.simulator;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpFramer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One client's connection. Reading is confined to the connection's thread. Writing needs {@link #sending}, which is taken
 * before the reader's lock and held until the bytes are out, so that frames leave in the order in which they came about.
 */
final class Connection implements AutoCloseable {
    /** Commands are small; the largest that clients send, an ADD_ROSPEC, takes some hundred bytes. */
    private static final int MAX_COMMAND_BYTES = 256 * 1024;

    /** Fair, so that load at full speed lets keepalives through. */
    final ReentrantLock sending = new ReentrantLock(true);

    private final Socket socket;
    private final boolean readerInitiated;
    private final LlrpFramer framer;
    private final OutputStream out;
    private volatile boolean silent;

    /**
     * @param socket the TCP connection, which is what is closed
     * @param spoken the same, or TLS over it
     * @param readerInitiated whether the reader dialled, not the client
     */
    Connection(Socket socket, Socket spoken, boolean readerInitiated) throws IOException {
        this.socket = socket;
        this.readerInitiated = readerInitiated;
        socket.setTcpNoDelay(true);
        framer = new LlrpFramer(
                spoken.getInputStream(), String.valueOf(socket.getRemoteSocketAddress()), MAX_COMMAND_BYTES);
        out = spoken.getOutputStream();
    }

    boolean isReaderInitiated() {
        return readerInitiated;
    }

    /** The next command; empty when the client has closed. */
    Optional<LlrpFrame> next() throws IOException {
        return framer.next() ? Optional.of(framer.frame()) : Optional.empty();
    }

    /** Writes frames; several small ones leave together. The caller holds {@link #sending}. */
    void send(List<LlrpFrame> frames) throws IOException {
        if (silent || frames.isEmpty()) {
            return;
        }
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        for (LlrpFrame each : frames) {
            each.writeTo(together);
        }
        out.write(together.toByteArray());
    }

    /** Writes a frame that is encoded already. The caller holds {@link #sending}. */
    void send(byte[] frame) throws IOException {
        if (!silent) {
            out.write(frame);
        }
    }

    /** From now on nothing is sent any more, though TCP stays up: a reader whose software hangs. */
    void fallSilent() {
        silent = true;
    }

    /** Hangs up with RST, as a reader does that loses its power and comes back. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public String toString() {
        return String.valueOf(socket.getRemoteSocketAddress());
    }
}
