package io.tagline.hub.crm.hook;

import io.tagline.hub.webhook.WebhookSignature;
import io.tagline.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a caller shows that it knows the secret: by a signature as HubSpot has it (v3, "Validate requests" in its developer documentation)
 * or as Standard Webhooks 1.0 has it, or, as the rest can, by bringing it along in {@code Authorization: Bearer}. What is signed may be 5
 * minutes old. Compared in a time that doesn't tell where two differ.
 */
final class HookSeal {
    private static final Duration OLDEST = Duration.ofMinutes(5);
    private static final String BEARER = "Bearer ";

    private HookSeal() {}

    static boolean genuine(HookCall call, byte[] body, Secret secret, Instant now) {
        Optional<String> hubspot = call.header("X-HubSpot-Signature-v3");
        if (hubspot.isPresent()) {
            return hubspot(call, body, hubspot.get(), secret.reveal(), now);
        }
        Optional<String> standard = call.header("webhook-signature");
        if (standard.isPresent()) {
            return standard(call, body, standard.get(), secret.reveal(), now);
        }
        return call.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .filter(given -> same(given, secret.reveal()))
                .isPresent();
    }

    /** Over method, URI, body and time, one after the other. */
    private static boolean hubspot(HookCall call, byte[] body, String signature, String secret, Instant now) {
        Optional<String> time = call.header("X-HubSpot-Request-Timestamp");
        if (number(time)
                .map(Instant::ofEpochMilli)
                .filter(at -> isFresh(at, now))
                .isEmpty()) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((call.method() + call.uri()).getBytes(StandardCharsets.UTF_8));
            mac.update(body);
            byte[] made = mac.doFinal(time.orElseThrow().getBytes(StandardCharsets.UTF_8));
            return same(signature, Base64.getEncoder().encodeToString(made));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static boolean standard(HookCall call, byte[] body, String signatures, String secret, Instant now) {
        Optional<Instant> at = number(call.header("webhook-timestamp"))
                .filter(seconds -> Math.abs(seconds) < Long.MAX_VALUE / 1_000)
                .map(seconds -> Instant.ofEpochMilli(seconds * 1_000))
                .filter(time -> isFresh(time, now));
        String id = call.header("webhook-id").orElse("");
        try {
            return at.isPresent() && !id.isEmpty() && WebhookSignature.isOf(signatures, id, at.get(), body, secret);
        } catch (IllegalArgumentException notBase64) {
            // a secret that is brought along signs nothing
            return false;
        }
    }

    private static Optional<Long> number(Optional<String> text) {
        try {
            return text.map(Long::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isFresh(Instant at, Instant now) {
        return !at.isBefore(now.minus(OLDEST)) && !at.isAfter(now.plus(OLDEST));
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
