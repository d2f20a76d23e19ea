package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.http.HttpLimits;
import io.tagline.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Which HubSpot account, and what of it Tagline may touch.
 *
 * @param address {@code https://api.hubapi.com} but in tests
 * @param token of a private app
 * @param models by object type as it stands in addresses: {@code companies}, {@code p_tagline_event}, {@code 2-1234567}
 * @param longest how long HubSpot works at a request at most
 */
public record HubspotSettings(
        URI address, Secret token, Map<String, Model> models, HttpLimits limits, Duration longest) {

    public static final URI USUAL_ADDRESS = URI.create("https://api.hubapi.com");

    /** HubSpot names no limit; its gateways give up after less than a minute. */
    public static final Duration USUAL_LONGEST = Duration.ofMinutes(2);

    public HubspotSettings {
        models = Map.copyOf(models);
    }

    /**
     * What is known of an object type.
     *
     * @param keyProperty text, of unique values
     * @param links object types that records are associated with, by the name under which the mapping knows the association
     */
    public record Model(String keyProperty, Map<String, String> links) {
        public Model {
            links = Map.copyOf(links);
        }
    }
}
