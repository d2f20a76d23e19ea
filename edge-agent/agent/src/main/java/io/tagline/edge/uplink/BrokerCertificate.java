package io.tagline.edge.uplink;

import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** How long what the broker shows is good for: a depot is told before it is cut off. */
final class BrokerCertificate {

    /** As the hub warns of its own; renewals are usually due 30 days ahead. */
    static final Duration SOON = Duration.ofDays(30);

    private BrokerCertificate() {}

    /** When the first in the socket's chain ends; empty without TLS. After the handshake. */
    static Optional<Instant> until(Socket socket) {
        if (!(socket instanceof SSLSocket tls)) {
            return Optional.empty();
        }
        try {
            return Arrays.stream(tls.getSession().getPeerCertificates())
                    .filter(X509Certificate.class::isInstance)
                    .map(certificate ->
                            ((X509Certificate) certificate).getNotAfter().toInstant())
                    .min(Instant::compareTo);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
