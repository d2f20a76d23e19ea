package io.tagline.hub.crm.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who is believed to be a CRM, and what becomes of it. */
class CrmHooksTest {
    /** Made with: printf 'POSThttps://hub.example.org/crm-hooks/marketing%s%s' BODY TIME | openssl dgst -sha256 -hmac SECRET -binary | base64. */
    private static final String HUBSPOT = "Ryqy2NAefferwRSa5RrCJhkjHt670dDBLLS4zTZNx8g=";

    private static final String APP = "a-client-secret-of-an-app-of-ours-1";
    private static final String BODY = "[{\"objectId\":4711}]";
    private static final Instant SIGNED = Instant.ofEpochMilli(1_795_400_000_000L);

    private final List<String> looked = new ArrayList<>();

    private boolean call(String secret, Instant now, String body, Map<String, String> headers) {
        CrmHooks hooks = new CrmHooks(Map.of("marketing", new Secret(secret)), looked::add, InstantSource.fixed(now));
        Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.putAll(headers);
        HookCall call = new HookCall(
                "POST", "https://hub.example.org/crm-hooks/marketing", name -> Optional.ofNullable(given.get(name)));
        return hooks.take("marketing", call, body.getBytes(StandardCharsets.UTF_8));
    }

    private boolean hubspot(Instant now, String body, String signature) {
        return call(
                APP,
                now,
                body,
                Map.of(
                        "X-HubSpot-Signature-v3",
                        signature,
                        "X-HubSpot-Request-Timestamp",
                        String.valueOf(SIGNED.toEpochMilli())));
    }

    @Test
    void aCallSignedAsHubSpotDoesIsHeardForFiveMinutes() {
        assertThat(hubspot(SIGNED.plusSeconds(299), BODY, HUBSPOT)).isTrue();
        assertThat(looked).containsExactly("marketing");
        assertThat(hubspot(SIGNED.plusSeconds(301), BODY, HUBSPOT)).isFalse();
        assertThat(hubspot(SIGNED, BODY + " ", HUBSPOT)).isFalse();
        assertThat(hubspot(SIGNED, BODY, HUBSPOT.replace('R', 'S'))).isFalse();
        assertThat(call(APP, SIGNED, BODY, Map.of("X-HubSpot-Signature-v3", HUBSPOT)))
                .isFalse();
        assertThat(looked).hasSize(1);
    }

    @Test
    void whatStandardWebhooksSaysIsGenuineIsHeardAndNothingElse() throws IOException {
        for (JsonNode vector : vectors()) {
            Map<String, String> headers = new TreeMap<>();
            vector.get("headers")
                    .properties()
                    .forEach(each -> headers.put(each.getKey(), each.getValue().asString()));
            assertThat(call(
                            vector.get("secret").asString(),
                            Instant.ofEpochSecond(vector.get("now").asLong()),
                            vector.get("payload").asString(),
                            headers))
                    .as(vector.get("name").asString())
                    .isEqualTo(vector.get("valid").asBoolean());
        }
    }

    @Test
    void aBearerTokenIsTheWholeSecretOrNothing() {
        assertThat(call(APP, SIGNED, "", Map.of("authorization", "bearer " + APP)))
                .isTrue();
        assertThat(call(APP, SIGNED, "", Map.of("Authorization", "Bearer " + APP.substring(1))))
                .isFalse();
        assertThat(call(APP, SIGNED, "", Map.of("Authorization", "Basic " + APP)))
                .isFalse();
        assertThat(call(APP, SIGNED, "", Map.of())).isFalse();
        assertThat(call(APP, SIGNED, "", Map.of("webhook-signature", "v1,x", "webhook-timestamp", "1795400000")))
                .isFalse();
    }

    @Test
    void aCrmWithoutASecretIsNotHeardWhateverItShows() {
        CrmHooks hooks = new CrmHooks(Map.of(), looked::add, InstantSource.fixed(SIGNED));
        HookCall call = new HookCall("POST", "https://hub.example.org/", name -> Optional.of("Bearer "));
        assertThat(hooks.take("marketing", call, new byte[0])).isFalse();
        assertThat(looked).isEmpty();
    }

    private static JsonNode vectors() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                CrmHooksTest.class.getResourceAsStream("/io/tagline/hub/notify/standard-webhooks-vectors.json"))) {
            return new JsonMapper().readTree(in);
        }
    }
}
