package io.tagline.hub.notify;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.notify.Outcome.Kind;
import io.tagline.hub.store.Uuids;
import io.tagline.hub.webhook.HttpPost;
import io.tagline.hub.webhook.PublicHosts;
import java.net.URI;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Notices for browsers, by the push service that each browser named (RFC 8030). Confined to its thread. */
final class PushDeliverer implements Deliverer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Decoder BASE64 = Base64.getUrlDecoder();
    /** A day: what a telephone that was off longer has missed, the page tells. */
    private static final String TTL_SECONDS = "86400";

    private final HttpPost http;
    private final PushIdentity identity;
    private final InstantSource clock;

    PushDeliverer(PublicHosts hosts, PushIdentity identity, InstantSource clock) {
        this.http = new HttpPost(hosts);
        this.identity = identity;
        this.clock = clock;
    }

    @Override
    public Channel channel() {
        return Channel.PUSH;
    }

    @Override
    public Outcome deliver(Letter letter) {
        URI endpoint = URI.create(letter.to().address().value());
        String origin = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
        byte[] plain = plain(letter);
        if (plain.length > PushCipher.MOST_BYTES) {
            return Outcome.of(Kind.REFUSED, plain.length + " bytes: expected at most " + PushCipher.MOST_BYTES);
        }
        byte[] body;
        try {
            body = PushCipher.encrypt(
                    plain, key(letter.to().keyOne()), key(letter.to().keyTwo()));
        } catch (IllegalArgumentException e) {
            return Outcome.of(Kind.NOBODY_THERE, String.valueOf(e.getMessage()));
        }
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/octet-stream",
                "Content-Encoding",
                "aes128gcm",
                "TTL",
                TTL_SECONDS,
                "Urgency",
                "normal",
                // the newest of a parcel takes the place of what the browser has not fetched yet (RFC 8030 §5.4)
                "Topic",
                topic(letter),
                "Authorization",
                identity.authorization(origin, clock.instant()));
        try {
            HttpPost.Answer answer = http.send(endpoint, headers, body);
            return switch (answer.status()) {
                case 400, 401, 403, 413 -> Outcome.of(Kind.REFUSED, "HTTP " + answer.status());
                default -> HttpOutcome.of(answer);
            };
        } catch (HttpPost.NoAnswerException e) {
            return HttpOutcome.of(e);
        }
    }

    private static String topic(Letter letter) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Uuids.bytes(letter.topic()));
    }

    private static byte[] key(Optional<Personal> text) {
        return BASE64.decode(text.map(Personal::value).orElse(""));
    }

    private static byte[] plain(Letter letter) {
        ObjectNode message = JSON.createObjectNode();
        message.put("title", letter.text().subject());
        message.put("body", letter.text().body());
        message.put("lang", letter.text().language().toLanguageTag());
        letter.text().link().ifPresent(link -> message.put("url", link));
        return JSON.writeValueAsBytes(message);
    }

    @Override
    public void rest() {
        // each request has a connection of its own
    }
}
