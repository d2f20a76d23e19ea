package io.tagline.llrp.link;

import io.tagline.llrp.link.ReaderAddress.Dial;
import io.tagline.llrp.link.ReaderAddress.Listen;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens one connection after the other, over TLS where the settings say so; used by the reader thread, closed by any. */
final class Connector implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Connector.class);

    private final LinkSettings settings;
    private volatile @Nullable ServerSocket door;
    /** Without TLS around it: closing it never waits for a peer that takes nothing. */
    private volatile @Nullable Socket current;

    private volatile boolean closed;

    Connector(LinkSettings settings) {
        this.settings = settings;
    }

    /** The local port on which readers may call; 0 before that, and when we dial. */
    int listeningPort() {
        ServerSocket open = door;
        return open == null ? 0 : open.getLocalPort();
    }

    /** Waits until a connection stands; the caller closes it. */
    Socket open() throws IOException {
        try {
            Socket socket = settings.address() instanceof Listen listen ? accept(listen) : dial();
            socket.setTcpNoDelay(true);
            // finds out a dead peer that answers no question either
            socket.setKeepAlive(true);
            return settings.tls().isPresent()
                    ? SecureSockets.over(socket, settings.tls().get(), settings.address(), settings.connectTimeout())
                    : socket;
        } catch (IOException e) {
            throw new IOException(
                    "[" + settings.name() + "] no connection with " + settings.address() + ": " + e.getMessage(), e);
        }
    }

    private Socket dial() throws IOException {
        Dial dial = (Dial) settings.address();
        Socket socket = new Socket();
        track(socket);
        try {
            InetSocketAddress address = new InetSocketAddress(dial.host(), dial.port());
            if (address.isUnresolved()) {
                throw new IOException("no such host");
            }
            socket.connect(address, (int) settings.connectTimeout().toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket accept(Listen listen) throws IOException {
        ServerSocket open = door;
        if (open == null) {
            open = new ServerSocket();
            door = open;
            open.setReuseAddress(true);
            open.bind(new InetSocketAddress(listen.bind(), listen.port()), 4);
            if (listen.allowed().isEmpty()) {
                log.atWarn()
                        .addKeyValue("reader", settings.name())
                        .addKeyValue("port", open.getLocalPort())
                        .log("anyone with a private address may call as this reader; name its address under allow");
            }
        }
        while (true) {
            Socket caller = accept(open);
            if (listen.allows(caller.getInetAddress())) {
                track(caller);
                return caller;
            }
            log.atWarn()
                    .addKeyValue("reader", settings.name())
                    .addKeyValue("caller", caller.getInetAddress())
                    .addKeyValue("allowed", listen.allowed().isEmpty() ? "private addresses" : listen.allowed())
                    .log("hung up on a caller that is not allowed");
            caller.close();
        }
    }

    private Socket accept(ServerSocket open) throws IOException {
        open.setSoTimeout(1_000);
        while (true) {
            try {
                return open.accept();
            } catch (SocketTimeoutException e) {
                if (closed) {
                    throw e;
                }
            }
        }
    }

    private void track(Socket socket) throws IOException {
        current = socket;
        if (closed) {
            socket.close();
            throw new IOException("the link is closed");
        }
    }

    /** Closes whatever is open, so that the reader thread comes back from it. */
    @Override
    public void close() {
        closed = true;
        try (Socket socket = current;
                ServerSocket open = door) {
            log.trace("closing {} and {}", socket, open);
        } catch (IOException e) {
            log.atDebug().setCause(e).addKeyValue("reader", settings.name()).log("socket did not close cleanly");
        }
    }
}
