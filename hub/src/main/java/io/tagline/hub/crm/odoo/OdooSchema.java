package io.tagline.hub.crm.odoo;

import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What Odoo says of its fields ({@code fields_get}). Kept for as long as the session. Safe for any thread. */
final class OdooSchema {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OdooSession session;
    private final Map<String, PeerSchema.Model> known = new ConcurrentHashMap<>();

    OdooSchema(OdooSession session) {
        this.session = session;
    }

    PeerSchema read(Set<String> models) throws PeerException {
        Map<String, PeerSchema.Model> found = new HashMap<>();
        for (String model : models) {
            ObjectNode arguments = JSON.createObjectNode();
            ArrayNode attributes = arguments.putArray("attributes");
            for (String attribute : new String[] {"type", "required", "readonly", "size", "selection"}) {
                attributes.add(attribute);
            }
            try {
                Map<String, PeerSchema.Field> fields = new HashMap<>();
                for (Map.Entry<String, JsonNode> field :
                        session.ask(model, "fields_get", arguments).properties()) {
                    fields.put(field.getKey(), field(field.getValue()));
                }
                PeerSchema.Model read = new PeerSchema.Model(fields);
                known.put(model, read);
                found.put(model, read);
            } catch (PeerClosedException closed) {
                if (closed.why() != PeerClosedException.Why.SCHEMA) {
                    throw closed;
                }
                known.remove(model);
            }
        }
        return new PeerSchema(found);
    }

    PeerSchema.Type type(String model, String field) throws PeerException {
        if (!known.containsKey(model)) {
            read(Set.of(model));
        }
        return Optional.ofNullable(known.get(model))
                .map(fields -> fields.fields().get(field))
                .map(PeerSchema.Field::type)
                .orElse(PeerSchema.Type.OTHER);
    }

    void forget() {
        known.clear();
    }

    private static PeerSchema.Field field(JsonNode field) {
        Set<String> choices = new HashSet<>();
        field.path("selection")
                .values()
                .forEach(pair -> choices.add(pair.path(0).asString("")));
        int size = field.path("size").asInt(0);
        return new PeerSchema.Field(
                type(field.path("type").asString("")),
                !field.path("readonly").asBoolean(false),
                field.path("required").asBoolean(false),
                size > 0 ? Optional.of(size) : Optional.empty(),
                choices);
    }

    private static PeerSchema.Type type(String type) {
        return switch (type) {
            case "char", "text", "html" -> PeerSchema.Type.TEXT;
            case "integer", "float", "monetary" -> PeerSchema.Type.NUMBER;
            case "boolean" -> PeerSchema.Type.FLAG;
            case "date" -> PeerSchema.Type.DAY;
            case "datetime" -> PeerSchema.Type.MOMENT;
            case "many2one" -> PeerSchema.Type.LINK;
            case "selection" -> PeerSchema.Type.CHOICE;
            default -> PeerSchema.Type.OTHER;
        };
    }
}
