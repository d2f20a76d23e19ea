package io.tagline.hub.crm.odoo;

import io.tagline.hub.crm.http.HttpLimits;
import io.tagline.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Which Odoo, as whom, and what of it Tagline may touch.
 *
 * @param login of the user that the key belongs to; only JSON-RPC needs it
 * @param apiKey of a user of Tagline's own
 * @param models by technical name, e.g. {@code res.partner}
 * @param longest how long Odoo works at a request at most: its {@code limit_time_real}
 */
public record OdooSettings(
        URI address,
        String database,
        String login,
        Secret apiKey,
        Api api,
        Map<String, Model> models,
        HttpLimits limits,
        Duration longest) {

    /** Odoo's {@code limit_time_real} is 120 s unless somebody changed it. */
    public static final Duration USUAL_LONGEST = Duration.ofSeconds(130);

    public OdooSettings {
        models = Map.copyOf(models);
    }

    /** How it is spoken to. */
    public enum Api {
        /** From 19.0. */
        JSON_2,
        /** Before; Odoo means to take it away with 22.0. */
        JSON_RPC
    }

    /**
     * What is known of a model.
     *
     * @param keyField a field of type Char
     * @param unique whether a constraint keeps two records of one key apart
     * @param links models that Many2one fields point to, by field
     */
    public record Model(String keyField, boolean unique, Map<String, String> links) {
        public Model {
            links = Map.copyOf(links);
        }
    }
}
