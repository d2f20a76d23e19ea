package io.tagline.hub.crm.dynamics;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the organisation says of its columns ("Query table definitions using the Web API"); lengths, choices and kinds of dates are asked for
 * by casting. All that is asked goes in one {@code $batch}: a dozen requests over a bad line are never all answered, and they are most
 * of what a start costs. Kept for as long as the session. Safe for any thread.
 */
final class DynamicsSchema {
    private static final String CAST = "/Microsoft.Dynamics.CRM.";
    /** What is asked of each table, in this order. */
    private static final List<String> ASKED = List.of(
            "?$select=LogicalName,AttributeType,IsValidForCreate,IsValidForUpdate,RequiredLevel",
            CAST + "StringAttributeMetadata?$select=LogicalName,MaxLength",
            CAST + "PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options)",
            CAST + "DateTimeAttributeMetadata?$select=LogicalName,DateTimeBehavior");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DynamicsSession session;
    private final Map<String, PeerSchema.Model> known = new ConcurrentHashMap<>();

    DynamicsSchema(DynamicsSession session) {
        this.session = session;
    }

    PeerSchema read(Set<String> models) throws PeerException {
        List<String> names = List.copyOf(models);
        if (names.isEmpty()) {
            return new PeerSchema(Map.of());
        }
        Multipart batch = new Multipart("batch_" + UUID.randomUUID());
        for (String model : names) {
            String attributes = DynamicsSession.API + "/EntityDefinitions(LogicalName='" + model + "')/Attributes";
            ASKED.forEach(what -> batch.ask(attributes + what));
        }
        CrmAnswer answer = DynamicsFailures.whole(session.ask(batch));
        List<Multipart.Part> parts =
                Multipart.parts(answer.header("Content-Type").orElse(""), answer.text());
        if (parts.size() != names.size() * ASKED.size()) {
            throw answer.inDoubt(parts.size() + " answers to " + names.size() * ASKED.size() + " questions");
        }
        Map<String, PeerSchema.Model> found = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            List<Multipart.Part> said = parts.subList(i * ASKED.size(), (i + 1) * ASKED.size());
            if (said.get(0).status() == 404) {
                known.remove(names.get(i));
            } else {
                PeerSchema.Model model = model(answer, said);
                known.put(names.get(i), model);
                found.put(names.get(i), model);
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

    private static PeerSchema.Model model(CrmAnswer answer, List<Multipart.Part> said) throws PeerException {
        Map<String, Integer> lengths = new HashMap<>();
        for (JsonNode column : columns(answer, said.get(1))) {
            lengths.put(name(column), column.path("MaxLength").asInt(0));
        }
        Map<String, Set<String>> choices = new HashMap<>();
        for (JsonNode column : columns(answer, said.get(2))) {
            Set<String> options = new HashSet<>();
            column.path("OptionSet")
                    .path("Options")
                    .values()
                    .forEach(option -> options.add(option.path("Value").asString("")));
            choices.put(name(column), options);
        }
        Set<String> days = new HashSet<>();
        for (JsonNode column : columns(answer, said.get(3))) {
            if (column.path("DateTimeBehavior").path("Value").asString("").equals("DateOnly")) {
                days.add(name(column));
            }
        }
        Map<String, PeerSchema.Field> fields = new HashMap<>();
        for (JsonNode column : columns(answer, said.get(0))) {
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
        return new PeerSchema.Model(fields);
    }

    private static Iterable<JsonNode> columns(CrmAnswer answer, Multipart.Part part) throws PeerException {
        DynamicsFailures.answered(answer, part);
        try {
            return JSON.readTree(part.body()).path("value").values();
        } catch (JacksonException e) {
            // its message quotes the body
            throw answer.inDoubt("a part that isn't JSON");
        }
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
