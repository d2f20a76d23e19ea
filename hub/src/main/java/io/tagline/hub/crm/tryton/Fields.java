package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The fields of Tryton's models, asked for once and again when one is missed. Safe for any thread. */
final class Fields {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final TrytonRpc rpc;
    private final Map<String, Map<String, Field>> known = new ConcurrentHashMap<>();

    Fields(TrytonRpc rpc) {
        this.rpc = rpc;
    }

    /** By name. @throws PeerClosedException {@code SCHEMA} if there is no such model */
    Map<String, Field> of(String model) throws PeerException {
        Map<String, Field> fields = known.get(model);
        if (fields == null) {
            fields = ask(model);
            known.put(model, fields);
        }
        return fields;
    }

    /** @throws PeerClosedException {@code SCHEMA} if there is no such field */
    Field field(String model, String name) throws PeerException {
        Field field = of(model).get(name);
        if (field == null) {
            // a module may have been added since
            known.remove(model);
            field = of(model).get(name);
        }
        if (field == null) {
            throw new PeerClosedException(
                    Why.SCHEMA, "Tryton's model " + model + " has no field \"" + name + "\": expected one of its own");
        }
        return field;
    }

    /** What was asked of it is no longer so. */
    void forget() {
        known.clear();
    }

    /** What stands in Tryton's messages, under its own name. */
    Optional<String> named(String model, String label) {
        Map<String, Field> fields = known.getOrDefault(model, Map.of());
        return fields.values().stream()
                .filter(it -> it.label().equals(label))
                .map(Field::name)
                .findFirst();
    }

    private Map<String, Field> ask(String model) throws PeerException {
        JsonNode told = rpc.read(model, "fields_get", JSON.arrayNode().add(JSON.arrayNode()), JSON.objectNode());
        Map<String, Field> fields = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : told.properties()) {
            fields.put(entry.getKey(), Field.of(entry.getKey(), entry.getValue()));
        }
        return Map.copyOf(fields);
    }

    /** The model with its parts, as a mapping sees it; empty if Tryton hasn't got it. */
    Optional<PeerSchema.Model> schema(TrytonModel model, ObjectNode context) throws PeerException {
        Map<String, Field> own;
        try {
            own = ask(model.name());
        } catch (PeerClosedException e) {
            if (e.why() == Why.SCHEMA) {
                return Optional.empty();
            }
            throw e;
        }
        known.put(model.name(), own);
        Set<String> given = given(model.name(), own, context);
        Map<String, PeerSchema.Field> told = new TreeMap<>();
        for (Field field : own.values()) {
            boolean needed = field.required()
                    && !field.readonly()
                    && !given.contains(field.name())
                    && !field.name().equals(model.keyField());
            told.put(field.name(), field.told(true, needed));
        }
        for (Part part : model.parts()) {
            for (Field field : of(part.model()).values()) {
                boolean shown = part.value()
                        .map(field.name()::equals)
                        .orElse(!field.name().equals(part.owner()));
                if (shown) {
                    told.put(part.ownersField(field.name()), field.told(true, false));
                }
            }
        }
        return Optional.of(new PeerSchema.Model(told));
    }

    /** The required fields that Tryton has a value of its own for. */
    private Set<String> given(String model, Map<String, Field> fields, ObjectNode context) throws PeerException {
        ArrayNode required = JSON.arrayNode();
        fields.values().stream().filter(Field::required).forEach(it -> required.add(it.name()));
        JsonNode defaults =
                rpc.read(model, "default_get", JSON.arrayNode().add(required).add(false), context);
        Set<String> given = new TreeSet<>();
        for (Map.Entry<String, JsonNode> entry : defaults.properties()) {
            if (!entry.getValue().isNull()) {
                given.add(entry.getKey());
            }
        }
        return given;
    }
}
