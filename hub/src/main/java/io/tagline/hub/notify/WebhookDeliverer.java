package io.tagline.hub.notify;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.webhook.HttpPost;
import io.tagline.hub.webhook.PublicHosts;
import io.tagline.hub.webhook.WebhookSignature;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Notices for partners' programs. Confined to its thread. */
final class WebhookDeliverer implements Deliverer {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpPost http;
    private final InstantSource clock;

    WebhookDeliverer(PublicHosts hosts, InstantSource clock) {
        this.http = new HttpPost(hosts);
        this.clock = clock;
    }

    @Override
    public Channel channel() {
        return Channel.WEBHOOK;
    }

    @Override
    public Outcome deliver(Letter letter) {
        byte[] body = body(letter);
        Instant now = clock.instant();
        List<Personal> secrets = Stream.of(letter.to().keyOne(), letter.to().keyTwo())
                .flatMap(secret -> secret.stream())
                .toList();
        Map<String, String> headers = Map.of(
                "Content-Type", "application/json",
                "webhook-id", letter.ref(),
                "webhook-timestamp", String.valueOf(now.getEpochSecond()),
                "webhook-signature", WebhookSignature.of(letter.ref(), now, body, secrets));
        try {
            HttpPost.Answer answer = http.send(URI.create(letter.to().address().value()), headers, body);
            // only 410 means that nobody wants it any more (Standard Webhooks 1.0): a 404 may be a deployment
            return answer.status() == 404 ? Outcome.later("HTTP 404", answer.retryAfter()) : HttpOutcome.of(answer);
        } catch (HttpPost.NoAnswerException e) {
            return HttpOutcome.of(e);
        }
    }

    private static byte[] body(Letter letter) {
        Item item = letter.items().get(0);
        ObjectNode body = JSON.createObjectNode();
        body.put("type", "parcel.notice");
        body.put("timestamp", item.notice().createdAt().toString());
        ObjectNode data = body.putObject("data");
        data.put("trackingNumber", item.parcel().trackingNumber());
        data.put("milestone", item.milestone().code());
        item.undone().map(Milestone::code).ifPresent(told -> data.put("undone", told));
        data.put("status", item.parcel().status().code());
        data.put("statusAt", item.parcel().statusAt().toString());
        item.parcel().expected().map(LocalDate::toString).ifPresent(day -> data.put("expected", day));
        data.put("language", letter.text().language().toLanguageTag());
        data.put("subject", letter.text().subject());
        data.put("text", letter.text().body());
        return JSON.writeValueAsBytes(body);
    }

    @Override
    public void rest() {
        // each request has a connection of its own
    }
}
