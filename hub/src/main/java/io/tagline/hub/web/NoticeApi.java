package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.notify.Bounces;
import io.tagline.hub.notify.Notice;
import io.tagline.hub.notify.NoticeDesk;
import io.tagline.hub.notify.NoticeText;
import io.tagline.hub.notify.Webhooks;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people were told of parcels, mail that came back, and partners' receivers. */
@RestController
@RequestMapping("/api/v1")
final class NoticeApi {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_SOURCE = 64;

    private final NoticeDesk desk;
    private final Bounces bounces;
    private final Webhooks webhooks;

    NoticeApi(NoticeDesk desk, Bounces bounces, Webhooks webhooks) {
        this.desk = desk;
        this.bounces = bounces;
        this.webhooks = webhooks;
    }

    /** The newest 200 of a parcel, newest first. */
    record NoticeList(String trackingNumber, List<NoticeJson> notices) {}

    /** One notice; whom it went to is named by an id, never by an address. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record NoticeJson(
            UUID id,
            UUID contact,
            String channel,
            String milestone,
            String state,
            Instant happenedAt,
            Instant createdAt,
            Optional<Instant> sentAt,
            int attempts,
            boolean unsure,
            Optional<String> text,
            Optional<String> reason) {
        static NoticeJson of(Notice notice) {
            return new NoticeJson(
                    notice.id(),
                    notice.contact(),
                    notice.channel().code(),
                    notice.milestone().code(),
                    notice.state().code(),
                    notice.happenedAt(),
                    notice.createdAt(),
                    notice.sentAt(),
                    notice.attempts(),
                    notice.unsure(),
                    notice.text().map(NoticeText::body),
                    notice.reason());
        }
    }

    /** What became of a message from the mailbox: {@code noted}, or {@code not_ours}. */
    record ReturnedJson(String report) {}

    /** All receivers, oldest first. */
    record WebhookList(List<WebhookJson> webhooks) {}

    /** A receiver; its secret is there when it is new. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record WebhookJson(UUID id, String url, Optional<String> source, String state, Optional<Personal> secret) {
        static WebhookJson of(Webhooks.Webhook webhook) {
            return new WebhookJson(
                    webhook.id(),
                    webhook.url(),
                    webhook.source(),
                    webhook.state().code(),
                    webhook.secret());
        }
    }

    @GetMapping("/notices")
    NoticeList notices(@RequestParam(defaultValue = "") String trackingNumber) {
        List<Notice> found = desk.of(trackingNumber)
                .orElseThrow(() -> new ProblemException(Problem.of(
                        HttpStatus.NOT_FOUND,
                        "parcel-not-found",
                        "parcel \"" + trackingNumber + "\": expected the tracking number of a parcel in an order")));
        return new NoticeList(trackingNumber, found.stream().map(NoticeJson::of).toList());
    }

    @PostMapping("/notices/returned")
    ReturnedJson returned(@RequestBody byte[] message) {
        return new ReturnedJson(
                switch (bounces.returned(message)) {
                    case NOTED -> "noted";
                    case NOT_OURS -> "not_ours";
                });
    }

    @GetMapping("/webhooks")
    WebhookList webhooks() {
        return new WebhookList(webhooks.all().stream().map(WebhookJson::of).toList());
    }

    @PostMapping("/webhooks")
    ResponseEntity<WebhookJson> add(@RequestBody byte[] body) {
        JsonNode wanted;
        try {
            wanted = JSON.readTree(body);
        } catch (JacksonException e) {
            throw new ProblemException(Problem.of(
                    HttpStatus.BAD_REQUEST, "not-json", "body is not JSON: expected {\"url\":\"https://…\"}"));
        }
        String source = wanted.path("source").asString("");
        if (source.length() > LONGEST_SOURCE) {
            throw refused("source: expected at most " + LONGEST_SOURCE + " characters");
        }
        try {
            URI url = new URI(wanted.path("url").asString(""));
            return ResponseEntity.status(HttpStatus.CREATED)
                    .body(WebhookJson.of(webhooks.add(
                            url, source.isEmpty() ? Optional.empty() : Optional.of(source), Viewers.required())));
        } catch (URISyntaxException e) {
            throw refused("url: is none; expected a URL that begins with https://");
        } catch (IllegalArgumentException e) {
            throw refused("url: " + e.getMessage());
        }
    }

    @PostMapping("/webhooks/{id}/secret")
    WebhookJson rotate(@PathVariable String id) {
        return webhooks.rotate(id(id), Viewers.required()).map(WebhookJson::of).orElseThrow(() -> notFound(id));
    }

    @DeleteMapping("/webhooks/{id}")
    ResponseEntity<Void> remove(@PathVariable String id) {
        if (!webhooks.remove(id(id), Viewers.required())) {
            throw notFound(id);
        }
        return ResponseEntity.noContent().build();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound(text);
        }
    }

    private static ProblemException notFound(String id) {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND, "webhook-not-found", "webhook \"" + id + "\": expected the id of one"));
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "webhook-refused", detail));
    }
}
