package io.tagline.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/**
 * The hub's signature on what it tells agents to do: Ed25519 (RFC 8032) over the topic and the body as published, so that neither a
 * broker nor another agent's message can stand in for it. Safe for any thread.
 */
public final class BundleSignature {
    /** Name of the MQTT 5 user property that carries it, in Base64. */
    public static final String PROPERTY = "signature";

    private static final String ALGORITHM = "Ed25519";

    private BundleSignature() {}

    /**
     * Signs.
     *
     * @throws IllegalArgumentException if the key is not one of Ed25519
     */
    public static String sign(PrivateKey key, String topic, Payload payload) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            feed(signature, topic, payload);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("key of " + key.getAlgorithm() + ": expected one of Ed25519", e);
        }
    }

    /** True if the holder of the other half of this key signed this body for this topic. */
    public static boolean isValid(PublicKey key, String topic, Payload payload, String base64) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            feed(signature, topic, payload);
            return signature.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // neither a wrong length nor wrong Base64 is a signature
            return false;
        }
    }

    private static void feed(Signature signature, String topic, Payload payload) throws GeneralSecurityException {
        signature.update(topic.getBytes(StandardCharsets.UTF_8));
        signature.update((byte) 0);
        signature.update(payload.body());
    }
}
