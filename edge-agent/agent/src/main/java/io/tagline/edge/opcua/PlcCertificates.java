package io.tagline.edge.opcua;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The certificates of PLCs, each in a file named by its fingerprint: {@code trusted} ones a person has accepted, {@code rejected}
 * ones wait for one. Trust is in the very certificate, as it is kept at most PLCs: neither its dates nor its issuer count. Files may
 * be moved by hand; each connection looks anew. Safe for any thread, and for two processes.
 */
public final class PlcCertificates {
    /** Somebody who plays with our port must not fill the disk. */
    private static final int MOST_REJECTED = 20;

    /** Too few would let one certificate pass for another. */
    public static final int LEAST_DIGITS = 8;

    private static final String SUFFIX = ".der";

    private final Path trusted;
    private final Path rejected;

    /** @param pki folder of all that is about certificates; made when something is to be kept */
    public PlcCertificates(Path pki) {
        this.trusted = pki.resolve("trusted");
        this.rejected = pki.resolve("rejected");
    }

    /**
     * A certificate.
     *
     * @param fingerprint SHA-256 in lower-case hexadecimal digits
     */
    public record Known(String fingerprint, String subject, boolean trusted) {}

    /** All of them, trusted ones first. */
    public List<Known> list() throws IOException {
        List<Known> all = new ArrayList<>();
        for (Path folder : List.of(trusted, rejected)) {
            for (Path file : files(folder)) {
                X509Certificate certificate = read(file);
                all.add(new Known(
                        fingerprint(certificate),
                        certificate.getSubjectX500Principal().getName(),
                        folder.equals(trusted)));
            }
        }
        return List.copyOf(all);
    }

    /**
     * Trusts the rejected certificate whose fingerprint begins like this.
     *
     * @param beginning at least {@link #LEAST_DIGITS} hexadecimal digits; colons and blanks between them and capitals do not matter
     * @return it; empty if there is none, or more than one
     */
    public Optional<Known> accept(String beginning) throws IOException {
        String digits = beginning.replaceAll("[: ]", "").toLowerCase(Locale.ROOT);
        if (digits.length() < LEAST_DIGITS) {
            return Optional.empty();
        }
        List<Known> fitting = list().stream()
                .filter(known -> known.fingerprint().startsWith(digits))
                .toList();
        if (fitting.size() != 1) {
            return Optional.empty();
        }
        Known known = fitting.get(0);
        if (!known.trusted()) {
            Files.createDirectories(trusted);
            for (Path file : files(rejected)) {
                if (fingerprint(read(file)).equals(known.fingerprint())) {
                    Files.move(
                            file, trusted.resolve(known.fingerprint() + SUFFIX), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return Optional.of(new Known(known.fingerprint(), known.subject(), true));
    }

    /** Whether a person has accepted this certificate; if not it is kept as rejected. */
    boolean trusts(X509Certificate certificate) throws IOException {
        String fingerprint = fingerprint(certificate);
        for (Path file : files(trusted)) {
            if (fingerprint(read(file)).equals(fingerprint)) {
                return true;
            }
        }
        reject(fingerprint, certificate);
        return false;
    }

    private void reject(String fingerprint, X509Certificate certificate) throws IOException {
        Files.createDirectories(rejected);
        Path file = rejected.resolve(fingerprint + SUFFIX);
        if (Files.exists(file)) {
            return;
        }
        List<Path> kept = new ArrayList<>(files(rejected));
        kept.sort(Comparator.comparing(each -> each.toFile().lastModified()));
        for (int i = 0; i <= kept.size() - MOST_REJECTED; i++) {
            Files.deleteIfExists(kept.get(i));
        }
        Path part = Files.createTempFile(rejected, "new", ".part");
        try {
            Files.write(part, certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IOException("certificate " + fingerprint + " cannot be written", e);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("(?i).*\\.(der|crt|cer|pem)"))
                    .sorted()
                    .toList();
        }
    }

    /** DER or PEM. */
    private static X509Certificate read(Path file) throws IOException {
        try {
            return decoded(Files.readAllBytes(file));
        } catch (CertificateException e) {
            throw new IOException(file + " is no X.509 certificate", e);
        }
    }

    static X509Certificate decoded(byte[] bytes) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
    }

    static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("every JDK has SHA-256, and a certificate that was read has bytes", e);
        }
    }
}
