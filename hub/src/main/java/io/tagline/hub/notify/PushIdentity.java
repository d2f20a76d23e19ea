package io.tagline.hub.notify;

import io.tagline.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Who the hub is to push services (VAPID, RFC 8292): browsers subscribe for this key, and nobody else can write to them. */
public final class PushIdentity {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Duration GOOD_FOR = Duration.ofHours(12); // RFC 8292 §2: at most 24

    private final KeyPair keys;
    private final String contact;

    /** @param contact where the push service can ask, {@code mailto:} or {@code https:} */
    PushIdentity(KeyPair keys, String contact) {
        this.keys = keys;
        this.contact = contact;
    }

    /** A new key as it is kept: both halves in base64url, with a dot between them. */
    public static Secret newKey() {
        KeyPair keys = PushKeys.generate();
        byte[] secret = ((ECPrivateKey) keys.getPrivate()).getS().toByteArray();
        return new Secret(BASE64.encodeToString(secret) + "."
                + BASE64.encodeToString(PushKeys.point((ECPublicKey) keys.getPublic())));
    }

    /**
     * The identity of a key as it is kept.
     *
     * @throws IllegalArgumentException if it is no such key
     */
    public static PushIdentity of(Secret key, String contact) {
        String[] halves = key.reveal().strip().split("\\.", -1);
        if (halves.length != 2) {
            throw new IllegalArgumentException("push key: expected two halves in base64url with a dot between them");
        }
        Base64.Decoder decoder = Base64.getUrlDecoder();
        return new PushIdentity(PushKeys.pair(decoder.decode(halves[0]), decoder.decode(halves[1])), contact);
    }

    /** What browsers subscribe with ({@code applicationServerKey}), in base64url. */
    public String publicKey() {
        return BASE64.encodeToString(PushKeys.point((ECPublicKey) keys.getPublic()));
    }

    /** The header Authorization for a push service. */
    String authorization(String origin, Instant now) {
        String claims = "{\"aud\":\"" + origin + "\",\"exp\":"
                + now.plus(GOOD_FOR).getEpochSecond() + ",\"sub\":\"" + contact + "\"}";
        String signed = text("{\"typ\":\"JWT\",\"alg\":\"ES256\"}") + "." + text(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return "vapid t=" + signed + "." + BASE64.encodeToString(signature.sign()) + ", k=" + publicKey();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has ES256", e);
        }
    }

    private static String text(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
