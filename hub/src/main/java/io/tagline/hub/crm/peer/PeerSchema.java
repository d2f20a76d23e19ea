package io.tagline.hub.crm.peer;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a CRM says of its models, for checking a mapping against before anything is sent.
 *
 * @param models by name; one that isn't there is left out
 */
public record PeerSchema(Map<String, Model> models) {
    public PeerSchema {
        models = Map.copyOf(models);
    }

    /**
     * What is known of a model.
     *
     * @param fields by name
     */
    public record Model(Map<String, Field> fields) {
        public Model {
            fields = Map.copyOf(fields);
        }
    }

    /**
     * A field.
     *
     * @param writable whether we may write it
     * @param required whether a new record needs it and the CRM has no value of its own for it
     * @param longest most signs of a text; empty where it isn't limited or not known
     * @param choices the values that it may hold, where they are a closed set; else empty
     */
    public record Field(
            Type type, boolean writable, boolean required, Optional<Integer> longest, Set<String> choices) {}

    /** What a field holds. */
    public enum Type {
        TEXT,
        NUMBER,
        FLAG,
        DAY,
        MOMENT,
        LINK,
        CHOICE,
        OTHER
    }
}
