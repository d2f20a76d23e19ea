package io.tagline.edge.opcua;

import io.tagline.wire.AgentAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * The agent's own application certificate (OPC UA Part 6 §6.2.2) and its key, in {@code own} of the folder for certificates: made at
 * the first start, kept from then on, since every PLC has to accept it once.
 *
 * @param uri the application URI in the certificate, which the session must name too
 */
record OwnCertificate(KeyPair keys, X509Certificate certificate, String uri) {

    /** The most that Basic256Sha256 allows is 4096 (Part 7); a Pi takes seconds for those. */
    private static final int KEY_BITS = 2048;

    /** Fixed, since a gateway may not know the date yet when it starts for the first time. The end is UTCTime's. */
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

    private static final Instant UNTIL = Instant.parse("2049-12-31T00:00:00Z");

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----\n";
    private static final String END = "\n-----END PRIVATE KEY-----\n";

    /** Reads it, or makes it where there is none. */
    static OwnCertificate in(Path pki, AgentAddress agent) throws IOException {
        Path own = pki.resolve("own");
        Path keyFile = own.resolve("agent.key.pem");
        Path certificateFile = own.resolve("agent.der");
        try {
            if (!Files.exists(certificateFile)) {
                make(own, keyFile, certificateFile, agent);
            }
            X509Certificate certificate = PlcCertificates.decoded(Files.readAllBytes(certificateFile));
            KeyPair keys = new KeyPair(certificate.getPublicKey(), key(keyFile));
            String uri = CertificateUtil.getSanUri(certificate)
                    .orElseThrow(() -> new IOException(certificateFile + " has no application URI in it"));
            return new OwnCertificate(keys, certificate, uri);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    own + " does not hold a certificate with its key; expected agent.der and agent.key.pem", e);
        }
    }

    private static void make(Path own, Path keyFile, Path certificateFile, AgentAddress agent)
            throws IOException, GeneralSecurityException {
        KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
        Files.createDirectories(own);
        String pem = BEGIN
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getPrivate().getEncoded())
                + END;
        write(keyFile, pem.getBytes(StandardCharsets.US_ASCII));
        // last, since it is what tells that there is one
        write(certificateFile, selfSigned(keys, agent).getEncoded());
    }

    private static X509Certificate selfSigned(KeyPair keys, AgentAddress agent) throws GeneralSecurityException {
        String name = "Tagline agent " + agent;
        String uri = "urn:tagline:agent:" + agent.toString().replace('/', ':');
        try {
            return new SelfSignedCertificateGenerator()
                    .generateSelfSigned(
                            keys,
                            Date.from(FROM),
                            Date.from(UNTIL),
                            name,
                            "Tagline",
                            "",
                            "",
                            "",
                            "",
                            uri,
                            List.of(),
                            List.of(),
                            "SHA256withRSA");
        } catch (Exception e) {
            throw new GeneralSecurityException("no certificate could be made for " + agent, e);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path part = Files.createTempFile(
                file.getParent(),
                "new",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String base64 = Files.readString(file, StandardCharsets.US_ASCII)
                .replace(BEGIN.strip(), "")
                .replace(END.strip(), "");
        byte[] bytes = Base64.getMimeDecoder().decode(base64);
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }
}
