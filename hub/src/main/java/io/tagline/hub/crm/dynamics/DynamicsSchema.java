package io.tagline.hub.crm.dynamics;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/**
 * What the organisation says of its columns ("Query table definitions using the Web API"); lengths, choices and kinds of dates are asked for
 * by casting. Kept for as long as the session. Safe for any thread.
 */
final class DynamicsSchema {
    private static final String CAST = "/Microsoft.Dynamics.CRM.";

    private final DynamicsSession session;
    private final Map<String, PeerSchema.Model> known = new ConcurrentHashMap<>();

    DynamicsSchema(DynamicsSession session) {
        this.session = session;
    }

    PeerSchema read(Set<String> models) throws PeerException {
        Map<String, PeerSchema.Model> found = new HashMap<>();
        for (String model : models) {
            Optional<PeerSchema.Model> read = model(model);
            read.ifPresent(it -> {
                known.put(model, it);
                found.put(model, it);
            });
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

    private Optional<PeerSchema.Model> model(String model) throws PeerException {
        String path = "/EntityDefinitions(LogicalName='" + model + "')/Attributes";
        CrmAnswer answer = session.get(
                path + "?$select=LogicalName,AttributeType,IsValidForCreate,IsValidForUpdate,RequiredLevel");
        if (answer.status() == 404) {
            known.remove(model);
            return Optional.empty();
        }
        Map<String, Integer> lengths = new HashMap<>();
        for (JsonNode column : values(path + CAST + "StringAttributeMetadata?$select=LogicalName,MaxLength")) {
            lengths.put(name(column), column.path("MaxLength").asInt(0));
        }
        Map<String, Set<String>> choices = new HashMap<>();
        String picklists = CAST + "PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options)";
        for (JsonNode column : values(path + picklists)) {
            Set<String> options = new HashSet<>();
            column.path("OptionSet")
                    .path("Options")
                    .values()
                    .forEach(option -> options.add(option.path("Value").asString("")));
            choices.put(name(column), options);
        }
        Set<String> days = new HashSet<>();
        for (JsonNode column : values(path + CAST + "DateTimeAttributeMetadata?$select=LogicalName,DateTimeBehavior")) {
            if (column.path("DateTimeBehavior").path("Value").asString("").equals("DateOnly")) {
                days.add(name(column));
            }
        }
        Map<String, PeerSchema.Field> fields = new HashMap<>();
        for (JsonNode column :
                DynamicsFailures.whole(answer).json().path("value").values()) {
            String name = name(column);
            String required = column.path("RequiredLevel").path("Value").asString("");
            PeerSchema.Type type = days.contains(name)
                    ? PeerSchema.Type.DAY
                    : type(column.path("AttributeType").asString(""));
            fields.put(
                    name,
                    new PeerSchema.Field(
                            type,
                            column.path("IsValidForCreate").asBoolean(false)
                                    || column.path("IsValidForUpdate").asBoolean(false),
                            required.equals("ApplicationRequired"),
                            Optional.ofNullable(lengths.get(name)),
                            choices.getOrDefault(name, Set.of())));
        }
        return Optional.of(new PeerSchema.Model(fields));
    }

    private Iterable<JsonNode> values(String path) throws PeerException {
        return DynamicsFailures.whole(session.get(path)).json().path("value").values();
    }

    private static String name(JsonNode column) {
        return column.path("LogicalName").asString("");
    }

    private static PeerSchema.Type type(String type) {
        return switch (type) {
            case "String", "Memo" -> PeerSchema.Type.TEXT;
            case "Integer", "BigInt", "Decimal", "Double", "Money" -> PeerSchema.Type.NUMBER;
            case "Boolean" -> PeerSchema.Type.FLAG;
            case "DateTime" -> PeerSchema.Type.MOMENT;
            case "Lookup", "Customer", "Owner" -> PeerSchema.Type.LINK;
            case "Picklist", "State", "Status" -> PeerSchema.Type.CHOICE;
            default -> PeerSchema.Type.OTHER;
        };
    }
}
