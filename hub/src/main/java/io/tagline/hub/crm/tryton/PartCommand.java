package io.tagline.hub.crm.tryton;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an owner's list is told so that its first part is as it should be; said again, it changes nothing. */
final class PartCommand {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private PartCommand() {}

    /** Empty if all is as it should be. */
    static Optional<ArrayNode> of(Part part, ObjectNode wanted, Optional<JsonNode> there) {
        boolean nothing =
                wanted.properties().stream().allMatch(it -> it.getValue().isNull());
        if (there.isEmpty()) {
            return nothing ? Optional.empty() : Optional.of(create(part, wanted));
        }
        JsonNode row = there.get();
        if (nothing && part.value().isPresent()) {
            // put away, it could still be read: whoever has it cleared may want to be forgotten
            return Optional.of(JSON.arrayNode()
                    .add("delete")
                    .add(JSON.arrayNode().add(row.path("id").asLong())));
        }
        ObjectNode changed = JSON.objectNode();
        for (Map.Entry<String, JsonNode> entry : wanted.properties()) {
            if (!same(part, row, entry.getKey(), entry.getValue())) {
                changed.set(entry.getKey(), entry.getValue());
            }
        }
        return changed.isEmpty() ? Optional.empty() : Optional.of(write(row, changed));
    }

    private static boolean same(Part part, JsonNode row, String name, JsonNode value) {
        JsonNode now = row.path(name);
        if (Telephone.is(part) && value.isString()) {
            String compact = Telephone.compact(row.path("value_compact").asString(""));
            return compact.equals(Telephone.compact(value.stringValue())) || now.equals(value);
        }
        if (value.has("decimal") && now.has("decimal")) {
            return new BigDecimal(value.get("decimal").asString("0"))
                            .compareTo(new BigDecimal(now.get("decimal").asString("0")))
                    == 0;
        }
        if (value.isNumber() && now.isNumber()) {
            return value.decimalValue().compareTo(now.decimalValue()) == 0;
        }
        return now.equals(value);
    }

    private static ArrayNode create(Part part, ObjectNode wanted) {
        ObjectNode record = JSON.objectNode();
        part.fixed().forEach(record::put);
        record.setAll(wanted);
        return JSON.arrayNode().add("create").add(JSON.arrayNode().add(record));
    }

    private static ArrayNode write(JsonNode row, ObjectNode values) {
        return JSON.arrayNode()
                .add("write")
                .add(JSON.arrayNode().add(row.path("id").asLong()))
                .add(values);
    }
}
