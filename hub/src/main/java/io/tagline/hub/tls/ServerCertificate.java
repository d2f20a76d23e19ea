package io.tagline.hub.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** A server's certificate with those that it rests on, and the key that goes with it, as two PEM files hold them. */
public final class ServerCertificate {

    /** For stores in memory, which ask for one. */
    public static final String PASSWORD = "";

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /**
     * Reads both files and sees that they belong together. A certificate whose time is over is read too: who connects refuses
     * it, and {@link #notAfter()} says so.
     *
     * @throws IOException naming the file and what was expected, without a word of the key
     */
    public static ServerCertificate read(Path certificateFile, Path keyFile) throws IOException {
        return parse(certificateFile, text(certificateFile), keyFile, text(keyFile));
    }

    static ServerCertificate parse(Path certificateFile, String certificates, Path keyFile, String key)
            throws IOException {
        List<X509Certificate> chain = chain(certificateFile, certificates);
        PrivateKey own = PemKey.parse(keyFile, key);
        if (!belongTogether(chain.get(0), own)) {
            throw new IOException(keyFile + " is not the key of the first certificate in " + certificateFile
                    + ": expected the server's own first, then those that it rests on");
        }
        return new ServerCertificate(chain, own);
    }

    static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " is not there: expected a PEM file", e);
        } catch (IOException e) {
            throw new IOException(file + " can't be read by this user: expected a PEM file", e);
        }
    }

    private static List<X509Certificate> chain(Path file, String text) throws IOException {
        try {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!chain.isEmpty()) {
                return chain;
            }
        } catch (CertificateException e) {
            throw new IOException(file + " holds no certificate: expected PEM, -----BEGIN CERTIFICATE-----", e);
        }
        throw new IOException(file + " holds no certificate: expected PEM, -----BEGIN CERTIFICATE-----");
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                };
        try {
            byte[] sample = {1, 2, 3};
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(sample);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(sample);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // a key of another kind
            return false;
        }
    }

    /** From when on it is good. */
    public Instant notBefore() {
        return chain.get(0).getNotBefore().toInstant();
    }

    /** When its time is over. */
    public Instant notAfter() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** Both, in memory; the key has the password {@link #PASSWORD}. */
    public KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java has PKCS12 in memory", e);
        }
    }

    @Override
    public String toString() {
        return "ServerCertificate[" + chain.get(0).getSubjectX500Principal() + ", until " + notAfter() + "]";
    }
}
