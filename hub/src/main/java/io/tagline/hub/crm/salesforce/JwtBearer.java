package io.tagline.hub.crm.salesforce;

import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/** An assertion that says who we are: RFC 7515 compact, RS256, with the claims of RFC 7523 §3. */
final class JwtBearer {
    /** Salesforce refuses those that live long; clocks may be a minute apart. */
    static final Duration LIFE = Duration.ofMinutes(3);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private JwtBearer() {}

    static String assertion(String clientId, String user, String audience, Secret key, Instant now)
            throws PeerClosedException {
        String head = JSON.createObjectNode().put("alg", "RS256").toString();
        String claims = JSON.createObjectNode()
                .put("iss", clientId)
                .put("sub", user)
                .put("aud", audience)
                .put("exp", now.plus(LIFE).getEpochSecond())
                .toString();
        String signed = encoded(head) + '.' + encoded(claims);
        try {
            Signature rs256 = Signature.getInstance("SHA256withRSA");
            rs256.initSign(key(key));
            rs256.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + '.' + BASE64.encodeToString(rs256.sign());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // without the cause, which may quote the file
            throw new PeerClosedException(
                    Why.CREDENTIALS, "the private key for Salesforce: expected an RSA key, PKCS #8 in PEM");
        }
    }

    private static PrivateKey key(Secret pem) throws GeneralSecurityException {
        String body = pem.reveal().replace("-----BEGIN PRIVATE KEY-----", "").replace("-----END PRIVATE KEY-----", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }

    private static String encoded(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
