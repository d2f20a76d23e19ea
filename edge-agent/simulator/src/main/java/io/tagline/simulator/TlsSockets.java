package io.tagline.simulator;

import io.tagline.llrp.tls.TlsFiles;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The reader's end of TLS, where it speaks it: who opens the connection is the client (LLRP 1.1 §20). */
final class TlsSockets {
    private static final int PATIENCE_MS = 5_000;

    private TlsSockets() {}

    /**
     * The socket itself, or TLS over it.
     *
     * @throws IOException when the client does not like our certificate, or we not its; the socket is then closed
     */
    static Socket over(Socket raw, Optional<TlsFiles> tls, boolean weDialled) throws IOException {
        if (tls.isEmpty()) {
            return raw;
        }
        try {
            SSLSocket socket = (SSLSocket) tls.get()
                    .context()
                    .getSocketFactory()
                    .createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
            socket.setUseClientMode(weDialled);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setNeedClientAuth(!weDialled && tls.get().authorities().isPresent());
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(PATIENCE_MS);
            socket.startHandshake();
            socket.setSoTimeout(0);
            return socket;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }
}
