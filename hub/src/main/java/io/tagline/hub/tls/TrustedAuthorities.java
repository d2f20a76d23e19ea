package io.tagline.hub.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whom the hub trusts where it is the client: a PEM file of authorities, or those of the JVM. */
public final class TrustedAuthorities {

    private TrustedAuthorities() {}

    /**
     * Sockets that speak TLS with servers that one of these vouches for; whoever opens them checks the host name.
     *
     * @throws IOException naming the file and what was expected
     */
    public static SSLSocketFactory sockets(Optional<Path> file) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(file.isEmpty() ? null : store(file.get()));
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    file.map(Path::toString).orElse("the JVM") + " holds no authority: expected PEM certificates", e);
        }
    }

    private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        byte[] text = ServerCertificate.text(file).getBytes(StandardCharsets.ISO_8859_1);
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text))) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        if (store.size() == 0) {
            throw new IOException(file + " holds no authority: expected PEM certificates");
        }
        return store;
    }
}
