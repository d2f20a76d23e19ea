package io.tagline.llrp.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom one end of a connection trusts, and how it shows itself. Files are read anew for each connection, so that a renewed one
 * needs no restart.
 *
 * @param authorities certificates to trust; empty for the JDK's
 * @param identity our own certificate and its key
 */
public record TlsFiles(Optional<Path> authorities, Optional<Identity> identity) {

    /**
     * A certificate, with those between it and its authority behind it, and the key that belongs to it.
     *
     * @param certificate PEM
     * @param key PKCS #8 in PEM, without a password
     */
    public record Identity(Path certificate, Path key) {}

    /**
     * Reads the files.
     *
     * @throws IOException naming the file that can't be used, and why
     */
    public SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(), trusted(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS can not be set up: " + e.getMessage(), e);
        }
    }

    private TrustManager @Nullable [] trusted() throws IOException, GeneralSecurityException {
        if (authorities.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        for (X509Certificate certificate : PemFiles.certificates(authorities.get())) {
            store.setCertificateEntry("trusted-" + store.size(), certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private KeyManager @Nullable [] keys() throws IOException, GeneralSecurityException {
        if (identity.isEmpty()) {
            return null;
        }
        Identity own = identity.get();
        List<X509Certificate> chain = PemFiles.certificates(own.certificate());
        KeyStore store = emptyStore();
        // held in memory only; the store wants a password all the same
        char[] password = new char[0];
        store.setKeyEntry("own", PemFiles.key(own.key()), password, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, password);
        return managers.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }
}
