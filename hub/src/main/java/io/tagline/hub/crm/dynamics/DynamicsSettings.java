package io.tagline.hub.crm.dynamics;

import io.tagline.hub.crm.http.HttpLimits;
import io.tagline.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Which Dynamics 365 organisation, as whom, and what of it Tagline may touch.
 *
 * @param address of the organisation, e.g. {@code https://post.crm4.dynamics.com}
 * @param authority {@code https://login.microsoftonline.com} but in national clouds and tests
 * @param tenant of Microsoft Entra, which the app is registered in
 * @param models by logical name, e.g. {@code account}
 * @param longest how long Dataverse works at a request at most
 */
public record DynamicsSettings(
        URI address,
        URI authority,
        String tenant,
        String clientId,
        Secret secret,
        Map<String, Model> models,
        HttpLimits limits,
        Duration longest) {

    public static final URI USUAL_AUTHORITY = URI.create("https://login.microsoftonline.com");

    /** Dataverse ends a message's work after two minutes. */
    public static final Duration USUAL_LONGEST = Duration.ofSeconds(150);

    public DynamicsSettings {
        models = Map.copyOf(models);
    }

    /**
     * What is known of a table.
     *
     * @param set the name in addresses, e.g. {@code accounts}
     * @param idColumn e.g. {@code accountid}
     * @param keyColumn text, with an alternate key of its own whose index is active
     * @param links lookups, by their column's logical name
     */
    public record Model(String set, String idColumn, String keyColumn, Map<String, Link> links) {
        public Model {
            links = Map.copyOf(links);
        }
    }

    /**
     * A lookup.
     *
     * @param target the table it points to
     * @param navigation the navigation property, which has capitals where the column has none, e.g. {@code tagline_Account}
     */
    public record Link(String target, String navigation) {}
}
