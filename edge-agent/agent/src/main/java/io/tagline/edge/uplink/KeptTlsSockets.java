package io.tagline.edge.uplink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** {@link KeptSockets} for TLS: Paho asks for a factory of this class. */
final class KeptTlsSockets extends SSLSocketFactory {
    private final SSLSocketFactory maker;
    private final KeptSockets kept;

    KeptTlsSockets(SSLSocketFactory maker, KeptSockets kept) {
        this.maker = maker;
        this.kept = kept;
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
        return kept.keep(maker.createSocket());
    }

    @Override
    public Socket createSocket(Socket under, String host, int port, boolean autoClose) throws IOException {
        return kept.keep(maker.createSocket(under, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return kept.keep(maker.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return kept.keep(maker.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return kept.keep(maker.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return kept.keep(maker.createSocket(host, port, localHost, localPort));
    }
}
