package io.tagline.hub.care.mail;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Speaks TLS with a certificate of the test, for a mail server behind it that has one of its own for the whole process. */
final class TlsFront implements Closeable {
    private final SSLServerSocket server;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    private TlsFront(SSLServerSocket server) {
        this.server = server;
    }

    static TlsFront before(int port, SSLContext certificate) throws IOException {
        TlsFront front = new TlsFront((SSLServerSocket)
                certificate.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress()));
        daemon(() -> front.accept(port));
        return front;
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept(int port) {
        try {
            while (true) {
                Socket outside = server.accept();
                Socket inside = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(outside);
                open.add(inside);
                daemon(() -> copy(outside, inside));
                daemon(() -> copy(inside, outside));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException refusedOrClosed) {
            // both ends are closed by now
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "tls-front");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Closeable socket : open) {
            socket.close();
        }
    }
}
