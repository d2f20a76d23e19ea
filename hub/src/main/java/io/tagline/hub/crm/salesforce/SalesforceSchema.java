package io.tagline.hub.crm.salesforce;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** What the org says of its objects ("sObject Describe"); kept for as long as the session. Safe for any thread. */
final class SalesforceSchema {
    private final SalesforceSession session;
    private final String data;
    private final Map<String, PeerSchema.Model> known = new ConcurrentHashMap<>();

    SalesforceSchema(SalesforceSession session, String data) {
        this.session = session;
        this.data = data;
    }

    /** As it is now; models that aren't there, or that we may not see, are left out. */
    PeerSchema read(Set<String> models) throws PeerException {
        Map<String, PeerSchema.Model> found = new HashMap<>();
        for (String model : models) {
            CrmAnswer answer = session.send("GET", data + "/sobjects/" + model + "/describe", null, Map.of());
            if (answer.status() == 404) {
                known.remove(model);
                continue;
            }
            PeerSchema.Model read = model(SalesforceFailures.whole(answer).json());
            known.put(model, read);
            found.put(model, read);
        }
        return new PeerSchema(found);
    }

    /** What a field holds; {@link PeerSchema.Type#OTHER} for one that isn't there. */
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

    private static PeerSchema.Model model(JsonNode describe) {
        Map<String, PeerSchema.Field> fields = new HashMap<>();
        for (JsonNode field : describe.path("fields").values()) {
            fields.put(field.path("name").asString(""), field(field));
        }
        return new PeerSchema.Model(fields);
    }

    private static PeerSchema.Field field(JsonNode field) {
        boolean createable = field.path("createable").asBoolean(false);
        int length = field.path("length").asInt(0);
        Set<String> choices = new HashSet<>();
        if (field.path("restrictedPicklist").asBoolean(false)) {
            for (JsonNode value : field.path("picklistValues").values()) {
                if (value.path("active").asBoolean(false)) {
                    choices.add(Objects.requireNonNull(value.path("value").asString("")));
                }
            }
        }
        return new PeerSchema.Field(
                type(field.path("type").asString("")),
                createable || field.path("updateable").asBoolean(false),
                createable
                        && !field.path("nillable").asBoolean(true)
                        && !field.path("defaultedOnCreate").asBoolean(false),
                length > 0 ? Optional.of(length) : Optional.empty(),
                choices);
    }

    private static PeerSchema.Type type(String type) {
        return switch (type) {
            case "string", "textarea", "phone", "email", "url", "encryptedstring", "combobox" -> PeerSchema.Type.TEXT;
            case "double", "int", "long", "currency", "percent" -> PeerSchema.Type.NUMBER;
            case "boolean" -> PeerSchema.Type.FLAG;
            case "date" -> PeerSchema.Type.DAY;
            case "datetime" -> PeerSchema.Type.MOMENT;
            case "reference" -> PeerSchema.Type.LINK;
            case "picklist" -> PeerSchema.Type.CHOICE;
            default -> PeerSchema.Type.OTHER;
        };
    }
}
