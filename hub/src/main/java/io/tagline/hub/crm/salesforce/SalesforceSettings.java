package io.tagline.hub.crm.salesforce;

import io.tagline.hub.crm.http.HttpLimits;
import io.tagline.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Which Salesforce org, as whom, and what of it Tagline may touch.
 *
 * @param address of the org, e.g. {@code https://post.my.salesforce.com}: tokens are got there, and everything else
 * @param clientId the connected app's consumer key
 * @param version of the API, e.g. {@code v66.0}; {@code v46.0} is the oldest that upserts in batches
 * @param models by name, e.g. {@code Account}
 * @param longest how long Salesforce works at a request at most
 */
public record SalesforceSettings(
        URI address,
        String clientId,
        Login login,
        String version,
        Map<String, Model> models,
        HttpLimits limits,
        Duration longest) {

    /** Current in 2026; Salesforce keeps a version for years. */
    public static final String USUAL_VERSION = "v66.0";

    /** "API Request Limits and Allocations": a REST call ends after ten minutes. */
    public static final Duration USUAL_LONGEST = Duration.ofMinutes(10);

    public SalesforceSettings {
        models = Map.copyOf(models);
        if (!version.matches("v[0-9]{2,3}\\.0")) {
            throw new IllegalArgumentException("version " + version + ": expected one like " + USUAL_VERSION);
        }
    }

    /**
     * What is known of a model.
     *
     * @param keyField its external id: text, unique, case insensitive
     * @param links models that lookup fields point to, by field, e.g. {@code Account__c -> Account}
     */
    public record Model(String keyField, Map<String, String> links) {
        public Model {
            links = Map.copyOf(links);
        }
    }

    /** How the token is got. */
    public sealed interface Login {

        /** OAuth 2.0 client credentials: the app runs as the user that its policy names. */
        record ClientSecret(Secret secret) implements Login {}

        /**
         * OAuth 2.0 JWT bearer (RFC 7523).
         *
         * @param user the Salesforce user name
         * @param key RSA, PKCS #8 in PEM; the app has its certificate
         * @param audience {@code https://login.salesforce.com}, {@code https://test.salesforce.com} for a sandbox; empty for the
         *     org's own address
         */
        record Jwt(String user, Secret key, Optional<String> audience) implements Login {}
    }
}
