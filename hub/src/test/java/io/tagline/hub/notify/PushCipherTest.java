package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.webhook.PublicHosts;
import io.tagline.hub.webhook.WebhookSignature;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What goes out to strangers' servers is made as the standards have it. */
final class PushCipherTest {
    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();

    private static JsonNode vectors(String file) throws Exception {
        try (InputStream in = PushCipherTest.class.getResourceAsStream(file)) {
            return new JsonMapper().readTree(in);
        }
    }

    @Test
    void exampleOfTheStandardComesOutAsPrinted() throws Exception {
        JsonNode vector = vectors("webpush-rfc8291-vector.json");
        byte[] body = PushCipher.encrypt(
                vector.get("plaintext").asString().getBytes(StandardCharsets.UTF_8),
                bytes(vector, "ua_public"),
                bytes(vector, "auth_secret"),
                PushKeys.pair(bytes(vector, "as_private"), bytes(vector, "as_public")),
                bytes(vector, "salt"));
        assertThat(body).isEqualTo(bytes(vector, "body"));
    }

    private static byte[] bytes(JsonNode vector, String name) {
        return BASE64.decode(vector.get(name).asString());
    }

    @Test
    void pointOffTheCurveIsRefused() {
        byte[] point = new byte[PushKeys.POINT_BYTES];
        Arrays.fill(point, (byte) 7);
        point[0] = 4;
        assertThatThrownBy(() -> PushKeys.publicKey(point))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no point of P-256");
    }

    @Test
    void pushServiceCanCheckWhoWeAre() throws Exception {
        PushIdentity identity = PushIdentity.of(PushIdentity.newKey(), "mailto:ops@example.org");
        String header = identity.authorization("https://push.example", Instant.parse("2026-11-22T08:00:00Z"));
        String token = header.substring("vapid t=".length(), header.indexOf(", k="));
        int dot = token.lastIndexOf('.');
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        ECPublicKey key = PushKeys.publicKey(BASE64.decode(header.substring(header.indexOf("k=") + 2)));
        signature.initVerify(key);
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(BASE64.decode(token.substring(dot + 1)))).isTrue();
        assertThat(new String(BASE64.decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8))
                .isEqualTo("{\"aud\":\"https://push.example\",\"exp\":1795377600,\"sub\":\"mailto:ops@example.org\"}");
    }

    @Test
    void webhookSignaturesAreThoseThatOthersMake() throws Exception {
        int checked = 0;
        for (JsonNode vector : vectors("standard-webhooks-vectors.json")) {
            String wanted = vector.at("/headers/webhook-signature").asString();
            if (vector.get("valid").asBoolean() && wanted.startsWith("v1,") && !wanted.contains(" ")) {
                String made = WebhookSignature.of(
                        vector.at("/headers/webhook-id").asString(),
                        Instant.ofEpochSecond(Long.parseLong(
                                vector.at("/headers/webhook-timestamp").asString())),
                        vector.get("payload").asString().getBytes(StandardCharsets.UTF_8),
                        List.of(new Personal(vector.get("secret").asString())));
                assertThat(made).as(vector.get("name").asString()).isEqualTo(wanted);
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(8);
    }

    @Test
    void nobodySendsTheHubIntoItsOwnNetwork() throws Exception {
        for (String inside : List.of(
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "100.64.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "::ffff:10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001:db8::1",
                "ff02::1")) {
            assertThat(PublicHosts.isPublic(InetAddress.getByName(inside)))
                    .as(inside)
                    .isFalse();
        }
        for (String outside : List.of("8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1")) {
            assertThat(PublicHosts.isPublic(InetAddress.getByName(outside)))
                    .as(outside)
                    .isTrue();
        }
        PublicHosts strict = new PublicHosts(false);
        assertThatThrownBy(() -> strict.resolve("localhost")).hasMessageContaining("private network");
        for (String url :
                List.of("http://example.org/", "https://user@example.org/", "https:///x", "ftp://a.example/")) {
            assertThat(strict.problem(java.net.URI.create(url))).as(url).isPresent();
        }
        assertThat(strict.problem(java.net.URI.create("https://example.org/hook")))
                .isEmpty();
    }
}
