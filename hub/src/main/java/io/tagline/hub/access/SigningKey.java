package io.tagline.hub.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key by which agents know that a manifest is this hub's: Ed25519 (RFC 8032), made at the first start. Its file holds both halves in
 * PEM (RFC 7468), since Java can't tell the public one from the private one. A hub that lost it makes another, and its agents must be given
 * the new public half.
 */
public final class SigningKey {
    /** In the data directory, for the hub's own user alone. */
    public static final String FILE = "signing-key.pem";

    private static final Logger log = LoggerFactory.getLogger(SigningKey.class);
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private SigningKey(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * The key of this data directory, made where there is none.
     *
     * @throws IOException if the file can't be read or written, or is no such key, naming it
     */
    public static SigningKey open(Path dataDir) throws IOException {
        Optional<SigningKey> there = find(dataDir);
        if (there.isPresent()) {
            return there.get();
        }
        Path file = dataDir.resolve(FILE);
        KeyPair pair = generate();
        SecretFile.create(file, pem(PRIVATE, pair.getPrivate()) + "\n" + pem(PUBLIC, pair.getPublic()));
        log.atInfo().addKeyValue("file", file).log("made a key to sign manifests with");
        return new SigningKey(pair.getPrivate(), pair.getPublic());
    }

    /**
     * The key of this data directory, if it has one.
     *
     * @throws IOException if the file can't be read, or is no such key, naming it
     */
    public static Optional<SigningKey> find(Path dataDir) throws IOException {
        Path file = dataDir.resolve(FILE);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** Signs what agents are told. */
    public PrivateKey privateKey() {
        return privateKey;
    }

    /** Checks it. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** The public half in PEM, as agents take it; ends without a line end. */
    public String publicPem() {
        return pem(PUBLIC, publicKey);
    }

    private static String pem(String type, Key key) {
        return "-----BEGIN " + type + "-----\n" + BASE64.encodeToString(key.getEncoded()) + "\n-----END " + type
                + "-----";
    }

    private static SigningKey read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        byte[] privateHalf = block(file, text, PRIVATE);
        byte[] publicHalf = block(file, text, PUBLIC);
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(privateHalf));
            PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(publicHalf));
            if (!belongTogether(privateKey, publicKey)) {
                throw new IOException(file + " holds halves of two keys: expected those of one");
            }
            return new SigningKey(privateKey, publicKey);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds a key that can't be used: expected one of " + ALGORITHM, e);
        }
    }

    private static byte[] block(Path file, String text, String type) throws IOException {
        Matcher block = Pattern.compile("-----BEGIN " + type + "-----([^-]*)-----END " + type + "-----")
                .matcher(text);
        if (!block.find()) {
            throw new IOException(file + " holds no " + type + ": expected one of " + ALGORITHM
                    + " in PEM, with both halves; without the file the next start makes one");
        }
        try {
            return Base64.getMimeDecoder().decode(block.group(1));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: expected base64 between the lines BEGIN and END", e);
        }
    }

    private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        byte[] text = FILE.getBytes(StandardCharsets.US_ASCII);
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(privateKey);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(text);
        return signature.verify(signed);
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java since 15 has " + ALGORITHM, e);
        }
    }
}
