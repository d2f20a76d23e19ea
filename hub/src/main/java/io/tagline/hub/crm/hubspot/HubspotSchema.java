package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.http.CrmAnswer;
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

/** What the account says of its properties, and which of the associations that the settings name it allows. Safe for any thread. */
final class HubspotSchema {
    private static final Set<String> FLAG = Set.of("true", "false");

    private static final PeerSchema.Field LINK =
            new PeerSchema.Field(PeerSchema.Type.LINK, true, false, Optional.empty(), Set.of());

    private final HubspotSession session;
    private final HubspotSettings settings;
    private final HubspotAssociationTypes types;
    private final Map<String, PeerSchema.Model> known = new ConcurrentHashMap<>();

    HubspotSchema(HubspotSession session, HubspotSettings settings, HubspotAssociationTypes types) {
        this.session = session;
        this.settings = settings;
        this.types = types;
    }

    PeerSchema read(Set<String> models) throws PeerException {
        Map<String, PeerSchema.Model> found = new HashMap<>();
        for (String model : models) {
            CrmAnswer answer = session.get("/crm/v3/properties/" + model);
            JsonNode body;
            try {
                body = HubspotFailures.whole(answer).json();
            } catch (PeerClosedException closed) {
                if (closed.why() != PeerClosedException.Why.SCHEMA && answer.status() != 404) {
                    throw closed;
                }
                known.remove(model);
                continue;
            }
            Map<String, PeerSchema.Field> fields = new HashMap<>();
            for (JsonNode property : body.path("results").values()) {
                fields.put(property.path("name").asString(""), field(property));
            }
            HubspotSettings.Model ours = settings.models().get(model);
            if (ours != null) {
                for (Map.Entry<String, String> link : ours.links().entrySet()) {
                    if (types.of(model, link.getValue()).isPresent()) {
                        fields.put(link.getKey(), LINK);
                    }
                }
            }
            PeerSchema.Model read = new PeerSchema.Model(fields);
            known.put(model, read);
            found.put(model, read);
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

    boolean has(String model, String field) throws PeerException {
        if (!known.containsKey(model)) {
            read(Set.of(model));
        }
        PeerSchema.Model fields = known.get(model);
        return fields != null && fields.fields().containsKey(field);
    }

    void forget() {
        known.clear();
        types.forget();
    }

    /** HubSpot doesn't say over its API which properties a new record needs, nor how long a text may be. */
    private static PeerSchema.Field field(JsonNode property) {
        Set<String> options = new HashSet<>();
        for (JsonNode option : property.path("options").values()) {
            options.add(option.path("value").asString(""));
        }
        PeerSchema.Type type = type(property.path("type").asString(""), options);
        return new PeerSchema.Field(
                type,
                !property.path("modificationMetadata").path("readOnlyValue").asBoolean(false),
                false,
                Optional.empty(),
                type == PeerSchema.Type.CHOICE ? options : Set.of());
    }

    private static PeerSchema.Type type(String type, Set<String> options) {
        return switch (type) {
            case "string", "phone_number" -> PeerSchema.Type.TEXT;
            case "number" -> PeerSchema.Type.NUMBER;
            case "bool" -> PeerSchema.Type.FLAG;
            case "enumeration" -> options.equals(FLAG) ? PeerSchema.Type.FLAG : PeerSchema.Type.CHOICE;
            case "date" -> PeerSchema.Type.DAY;
            case "datetime" -> PeerSchema.Type.MOMENT;
            default -> PeerSchema.Type.OTHER;
        };
    }
}
