package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.PeerSchema;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A field of a Tryton model, as {@code fields_get} tells of it.
 *
 * @param label by which Tryton's messages name it
 * @param type Tryton's own word, e.g. {@code many2one}
 * @param relation the model that a link leads to; else empty
 * @param longest most signs; empty where it isn't limited
 * @param choices of a closed set; empty where there is none, or the model makes it up as it goes
 */
record Field(
        String name,
        String label,
        String type,
        String relation,
        boolean readonly,
        boolean required,
        Optional<Integer> longest,
        Set<String> choices) {

    static Field of(String name, JsonNode told) {
        Set<String> choices = new TreeSet<>();
        if (told.path("selection").isArray()) {
            for (JsonNode choice : told.get("selection")) {
                if (choice.path(0).isString()) {
                    choices.add(choice.get(0).stringValue());
                }
            }
        }
        JsonNode size = told.path("size");
        return new Field(
                name,
                told.path("string").asString(name),
                told.path("type").asString(""),
                told.path("relation").asString(""),
                told.path("readonly").asBoolean(false),
                told.path("required").asBoolean(false),
                size.isIntegralNumber() && size.intValue() > 0 ? Optional.of(size.intValue()) : Optional.empty(),
                choices);
    }

    PeerSchema.Field told(boolean writable, boolean needed) {
        return new PeerSchema.Field(kind(), writable && !readonly, needed, longest, choices);
    }

    private PeerSchema.Type kind() {
        return switch (type) {
            case "char", "text" -> PeerSchema.Type.TEXT;
            case "integer", "biginteger", "float", "numeric" -> PeerSchema.Type.NUMBER;
            case "boolean" -> PeerSchema.Type.FLAG;
            case "date" -> PeerSchema.Type.DAY;
            case "datetime", "timestamp" -> PeerSchema.Type.MOMENT;
            case "many2one", "reference" -> PeerSchema.Type.LINK;
            case "selection" -> PeerSchema.Type.CHOICE;
            default -> PeerSchema.Type.OTHER;
        };
    }
}
