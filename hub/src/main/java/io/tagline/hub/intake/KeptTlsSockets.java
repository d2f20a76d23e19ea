package io.tagline.hub.intake;

import io.tagline.hub.tls.TrustedAuthorities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the TLS sockets of one connection and keeps hold of them: Paho never closes one that it drops by force
 * (paho.mqtt.java#467). Safe for any thread.
 */
final class KeptTlsSockets extends SSLSocketFactory {
    private static final Logger log = LoggerFactory.getLogger(KeptTlsSockets.class);

    private final SSLSocketFactory maker;
    private final Queue<Socket> made = new ConcurrentLinkedQueue<>();

    private KeptTlsSockets(SSLSocketFactory maker) {
        this.maker = maker;
    }

    /**
     * For a broker with TLS, empty for one without. Reads the file of authorities anew, so that a renewed one needs no restart.
     *
     * @throws MqttException if that file can't be used
     */
    static Optional<KeptTlsSockets> of(IntakeSettings settings) throws MqttException {
        if (!settings.url().getScheme().equals("ssl")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new KeptTlsSockets(TrustedAuthorities.sockets(settings.trusted())));
        } catch (IOException e) {
            throw new MqttException(e);
        }
    }

    void closeAll() {
        for (Socket socket = made.poll(); socket != null; socket = made.poll()) {
            try {
                socket.close();
            } catch (IOException e) {
                log.atDebug().setCause(e).log("closing a socket to the broker");
            }
        }
    }

    private Socket keep(Socket socket) {
        made.add(socket);
        return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return maker.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return maker.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return keep(maker.createSocket());
    }

    @Override
    public Socket createSocket(Socket under, String host, int port, boolean autoClose) throws IOException {
        return keep(maker.createSocket(under, host, port, autoClose));
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
