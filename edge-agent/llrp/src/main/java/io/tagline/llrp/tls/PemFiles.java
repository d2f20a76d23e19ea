package io.tagline.llrp.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and PKCS #8 keys in PEM (RFC 7468). What is thrown names the file, never a part of a key. */
final class PemFiles {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----([^-]*)-----END [A-Z0-9 ]*PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");
    private static final int MOST_BYTES = 1 << 20;

    private PemFiles() {}

    /** All certificates of a file, in its order; at least one. */
    static List<X509Certificate> certificates(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new IOException(file + " holds no certificate; expected PEM, -----BEGIN CERTIFICATE-----");
            }
            return certificates;
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist; expected certificates in PEM", e);
        } catch (CertificateException e) {
            throw new IOException(file + " can not be read as certificates; expected PEM", e);
        }
    }

    static PrivateKey key(Path file) throws IOException {
        Matcher block = KEY.matcher(text(file));
        if (!block.find()) {
            throw new IOException(file + " holds no private key; expected PEM, -----BEGIN PRIVATE KEY-----");
        }
        if (!block.group(1).equals("PRIVATE KEY")) {
            throw new IOException(file + " holds a key of the form " + block.group(1)
                    + "; expected PRIVATE KEY: \"openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW\" makes it one");
        }
        try {
            return key(file, new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(2))));
        } catch (IllegalArgumentException e) {
            // the cause would tell what the key's text holds
            throw new IOException(file + " is damaged; expected base64 between the lines BEGIN and END");
        }
    }

    private static PrivateKey key(Path file, PKCS8EncodedKeySpec encoded) throws IOException {
        for (String algorithm : ALGORITHMS) {
            Optional<PrivateKey> key = key(algorithm, encoded);
            if (key.isPresent()) {
                return key.get();
            }
        }
        throw new IOException(file + " holds a key that can't be used; expected one of " + ALGORITHMS);
    }

    /** Empty for a key of another kind. */
    private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec encoded) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private static String text(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " takes " + Files.size(file) + " bytes; expected a key in PEM");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist; expected a private key in PEM", e);
        }
    }
}
