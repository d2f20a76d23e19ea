package io.tagline.hub.notify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts for one browser, so that the push service in between can't read it: RFC 8291, in the coding aes128gcm of RFC 8188. */
final class PushCipher {
    /** RFC 8291 §4: a record of 4096 bytes, less header, padding byte and tag. */
    static final int MOST_BYTES = 3_993;

    private static final int RECORD = 4_096;
    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte LAST_RECORD = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    private PushCipher() {}

    /** With a key pair and a salt for this message alone. */
    static byte[] encrypt(byte[] plain, byte[] browserKey, byte[] authSecret) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return encrypt(plain, browserKey, authSecret, PushKeys.generate(), salt);
    }

    static byte[] encrypt(byte[] plain, byte[] browserKey, byte[] authSecret, KeyPair ours, byte[] salt) {
        if (plain.length > MOST_BYTES) {
            throw new IllegalArgumentException("message of " + plain.length + " bytes: expected at most " + MOST_BYTES);
        }
        try {
            byte[] ourKey = PushKeys.point((ECPublicKey) ours.getPublic());
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(ours.getPrivate());
            agreement.doPhase(PushKeys.publicKey(browserKey), true);
            byte[] authKey = hmac(authSecret, agreement.generateSecret());
            byte[] input = hmac(authKey, ascii("WebPush: info\0"), browserKey, ourKey, new byte[] {1});
            byte[] key = hmac(salt, input);
            byte[] contentKey = hmac(key, ascii("Content-Encoding: aes128gcm\0"), new byte[] {1});
            byte[] nonce = hmac(key, ascii("Content-Encoding: nonce\0"), new byte[] {1});
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(Arrays.copyOf(contentKey, KEY_BYTES), "AES"),
                    new GCMParameterSpec(TAG_BITS, Arrays.copyOf(nonce, NONCE_BYTES)));
            byte[] padded = Arrays.copyOf(plain, plain.length + 1);
            padded[plain.length] = LAST_RECORD;
            byte[] sealed = cipher.doFinal(padded);
            return ByteBuffer.allocate(SALT_BYTES + Integer.BYTES + 1 + ourKey.length + sealed.length)
                    .put(salt)
                    .putInt(RECORD)
                    .put((byte) ourKey.length)
                    .put(ourKey)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has what RFC 8291 needs", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[]... parts) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
