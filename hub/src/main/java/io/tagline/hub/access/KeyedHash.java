package io.tagline.hub.access;

import io.tagline.settings.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for what must be known again and not be kept: HMAC with SHA-256 (RFC 2104). A hash without a key would give names and numbers
 * away to whoever tries them all; the key is in a file beside the database, not in it. A hub that lost it makes another, and knows nothing
 * again. Safe for any thread.
 */
public final class KeyedHash {
    /** In the data directory, for the hub's own user alone. */
    public static final String FILE = "hash-key";

    private static final Logger log = LoggerFactory.getLogger(KeyedHash.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    private KeyedHash(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * By the key of this data directory, made where there is none.
     *
     * @throws IOException if the file can't be read or written, or holds no such key, naming it
     */
    public static KeyedHash open(Path dataDir) throws IOException {
        Path file = dataDir.resolve(FILE);
        if (!Files.exists(file)) {
            SecretFile.create(file, newKey().reveal());
            log.atInfo().addKeyValue("file", file).log("made a key to know persons again by who were erased");
        }
        try {
            return of(
                    new Secret(Files.readString(file, StandardCharsets.US_ASCII).strip()));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + " holds no key: expected " + KEY_BYTES + " bytes in base64; without the file the next start"
                            + " makes one, and what was erased may come back",
                    e);
        }
    }

    /**
     * The hash by a key in base64.
     *
     * @throws IllegalArgumentException for what {@link #newKey} does not make
     */
    public static KeyedHash of(Secret key) {
        byte[] bytes = Base64.getDecoder().decode(key.reveal());
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(bytes.length + " bytes: expected " + KEY_BYTES);
        }
        return new KeyedHash(bytes);
    }

    /** A key that nobody else has. */
    public static Secret newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Secret(Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * 32 bytes for these parts in this order.
     *
     * @param use what it is for: hashes for one use say nothing of those for another
     */
    public byte[] hash(String use, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            add(mac, use.getBytes(StandardCharsets.UTF_8));
            for (byte[] part : parts) {
                add(mac, part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is missing: every Java has it", e);
        }
    }

    /** With its length, so that no two lists of parts are the same bytes. */
    private static void add(Mac mac, byte[] part) {
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        mac.update(part);
    }
}
