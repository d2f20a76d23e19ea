package io.tagline.hub.webhook;

import io.tagline.hub.customer.Personal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what partners' programs are told, and knows who signed, as Standard Webhooks 1.0 has it: HMAC-SHA256 over id, time and body. */
public final class WebhookSignature {
    private static final String PREFIX = "whsec_";
    private static final int SECRET_BYTES = 32;
    private static final int MOST_SIGNATURES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private WebhookSignature() {}

    /** 256 random bits. */
    public static Personal newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new Personal(PREFIX + Base64.getEncoder().encodeToString(secret));
    }

    /** One signature for each secret, newest first: the receiver may know either while it changes over. */
    public static String of(String id, Instant at, byte[] body, List<Personal> secrets) {
        return secrets.stream()
                .map(secret -> "v1," + one(id, at, body, secret.value()))
                .collect(Collectors.joining(" "));
    }

    /**
     * Whether one of these is by the secret; what is signed may be old.
     *
     * @param signatures as in the header, with blanks between
     */
    public static boolean isOf(String signatures, String id, Instant at, byte[] body, String secret) {
        byte[] made = ("v1," + one(id, at, body, secret)).getBytes(StandardCharsets.UTF_8);
        return Arrays.stream(signatures.split(" ", MOST_SIGNATURES))
                .anyMatch(given -> MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), made));
    }

    private static String one(String id, Instant at, byte[] body, String secret) {
        String key = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key), "HmacSHA256"));
            mac.update((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
