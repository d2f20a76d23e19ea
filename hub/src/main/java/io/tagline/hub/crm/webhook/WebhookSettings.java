package io.tagline.hub.crm.webhook;

import io.tagline.hub.webhook.PublicHosts;
import io.tagline.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where messages go, and how they are signed.
 *
 * @param crm the CRM's id, which is in the messages' source
 * @param secrets newest first: the receiver may know either while it changes over
 * @param models by name, with the fields that they have
 * @param longest after this long the receiver is taken to be done with a message, 1 s to 15 min
 */
public record WebhookSettings(
        String crm,
        URI url,
        List<Secret> secrets,
        Map<String, Set<String>> models,
        PublicHosts hosts,
        Duration longest) {
    /** Receivers are to answer within seconds (Standard Webhooks 1.0, "Timeouts"). */
    public static final Duration USUAL_LONGEST = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException for a URL that nothing may be sent to, or no secret */
    public WebhookSettings {
        secrets = List.copyOf(secrets);
        models = Map.copyOf(models);
        String to = where(url);
        hosts.problem(url).ifPresent(problem -> {
            throw new IllegalArgumentException(to + ": " + problem);
        });
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("webhook to " + to + ": expected a secret");
        }
    }

    /** Scheme, host and port, for messages: receivers keep tokens in the rest. */
    String where() {
        return where(url);
    }

    private static String where(URI url) {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** As {@link #where}. */
    @Override
    public String toString() {
        return "WebhookSettings[" + crm + ", " + where() + "]";
    }
}
