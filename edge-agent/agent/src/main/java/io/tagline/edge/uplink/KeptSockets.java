package io.tagline.edge.uplink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the sockets of one connection and keeps hold of them, so that they are closed for certain: Paho never closes a TLS
 * socket that it drops by force (paho.mqtt.java#467), and the broker then sends no last will. Safe for any thread.
 */
final class KeptSockets extends SocketFactory {
    private static final Logger log = LoggerFactory.getLogger(KeptSockets.class);

    private final SocketFactory maker;
    private final List<Socket> made = new ArrayList<>();

    KeptSockets(SocketFactory maker) {
        this.maker = maker;
    }

    synchronized Socket keep(Socket socket) throws IOException {
        made.add(socket);
        // a batch is one write; waiting for its ACK would add 40 ms
        socket.setTcpNoDelay(true);
        return socket;
    }

    /** When the broker's certificate of this connection is over; empty without TLS. */
    synchronized Optional<Instant> certificateUntil() {
        return made.stream()
                .filter(socket -> !socket.isClosed())
                .flatMap(socket -> BrokerCertificate.until(socket).stream())
                .findFirst();
    }

    synchronized void closeAll() {
        for (Socket socket : made) {
            try {
                socket.close();
            } catch (IOException e) {
                log.atDebug().addKeyValue("reason", e.getMessage()).log("closing a socket to the broker");
            }
        }
        made.clear();
    }

    @Override
    public Socket createSocket() throws IOException {
        return keep(new PoliteSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return keep(maker.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return keep(maker.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return keep(maker.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return keep(maker.createSocket(host, port, localHost, localPort));
    }
}
