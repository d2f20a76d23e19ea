package io.tagline.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** A certificate authority of a test's own, good for the servers that it runs (RFC 5280 §4.1). */
public final class TestAuthority {

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final int CONTEXT_0 = 0xa0;
    private static final int CONTEXT_3 = 0xa3;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;

    private final KeyPair keys = keys();
    private final String name;
    private final byte[] certificate;
    private final SecureRandom random = new SecureRandom();

    public TestAuthority(String name) {
        this.name = name;
        Instant now = Instant.now();
        byte[] isAuthority = extension(BASIC_CONSTRAINTS, Der.sequence(Der.bool(true)));
        this.certificate =
                signed(name, keys, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(3_650)), isAuthority);
    }

    /** A server's certificate and key as PEM files. */
    public record Issued(Path certificate, Path key) {}

    /** The authority's own certificate as a PEM file, for those who are to trust it. */
    public Path trust(Path directory) throws IOException {
        return pem(directory.resolve(name + "-ca.pem"), "CERTIFICATE", certificate);
    }

    /** Good for a year, for the names or addresses given. */
    public Issued issue(Path directory, String... hosts) throws IOException {
        Instant now = Instant.now();
        return issue(directory, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(365)), hosts);
    }

    /** Good between two times. */
    public Issued issue(Path directory, Instant from, Instant until, String... hosts) throws IOException {
        Files.createDirectories(directory);
        KeyPair server = keys();
        byte[][] names = new byte[hosts.length][];
        for (int i = 0; i < hosts.length; i++) {
            names[i] = isAddress(hosts[i])
                    ? Der.value(IP_ADDRESS, InetAddress.getByName(hosts[i]).getAddress())
                    : Der.value(DNS_NAME, hosts[i].getBytes(StandardCharsets.US_ASCII));
        }
        byte[] signed = signed("server", server, from, until, extension(SUBJECT_ALTERNATIVE_NAME, Der.sequence(names)));
        return new Issued(
                pem(directory.resolve("server.pem"), "CERTIFICATE", signed),
                pem(
                        directory.resolve("server.key"),
                        "PRIVATE KEY",
                        server.getPrivate().getEncoded()));
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    private byte[] signed(String subject, KeyPair of, Instant from, Instant until, byte[] extension) {
        byte[] content = Der.sequence(
                Der.value(CONTEXT_0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(63, random).add(BigInteger.ONE)),
                ECDSA_WITH_SHA256,
                named(name),
                Der.sequence(Der.time(from), Der.time(until)),
                named(subject),
                of.getPublic().getEncoded(),
                Der.value(CONTEXT_3, Der.sequence(extension)));
        return Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature(keys.getPrivate(), content)));
    }

    private static byte[] named(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.text(commonName))));
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    private static byte[] signature(PrivateKey key, byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java signs with P-256", e);
        }
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
