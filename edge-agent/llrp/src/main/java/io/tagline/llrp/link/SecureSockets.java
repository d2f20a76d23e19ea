package io.tagline.llrp.link;

import io.tagline.llrp.link.ReaderAddress.Dial;
import io.tagline.llrp.tls.TlsFailure;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Puts TLS on a connection that stands; the handshake is done when it comes back. Used by the reader thread. */
final class SecureSockets {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private SecureSockets() {}

    /**
     * The raw socket under TLS; it is closed with the other.
     *
     * @throws IOException in words for whoever set it up; the raw socket is then closed
     */
    static Socket over(Socket raw, ReaderTls tls, ReaderAddress address, Duration patience) throws IOException {
        try {
            SSLSocketFactory factory = tls.files().context().getSocketFactory();
            boolean weCalled = address instanceof Dial;
            String host = address instanceof Dial dial
                    ? dial.host()
                    : raw.getInetAddress().getHostAddress();
            SSLSocket socket = (SSLSocket) factory.createSocket(raw, host, raw.getPort(), true);
            socket.setUseClientMode(weCalled);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(VERSIONS);
            if (weCalled && tls.verifyHost()) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 2818 §3.1, as for any named server
            }
            // whoever calls has to show what we trust, where we were told what that is
            parameters.setNeedClientAuth(!weCalled && tls.files().authorities().isPresent());
            socket.setSSLParameters(parameters);
            socket.setSoTimeout((int) patience.toMillis());
            shakeHands(socket);
            return socket;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static void shakeHands(SSLSocket socket) throws IOException {
        try {
            socket.startHandshake();
        } catch (IOException e) {
            throw new IOException(TlsFailure.inWords(e), e);
        }
    }
}
