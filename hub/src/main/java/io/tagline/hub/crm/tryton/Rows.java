package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.PeerException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rows as {@code search_read} gives them. */
final class Rows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Rows() {}

    static List<JsonNode> searched(
            TrytonRpc rpc,
            String model,
            ArrayNode domain,
            Optional<Integer> limit,
            ArrayNode order,
            Set<String> fields,
            ObjectNode context)
            throws PeerException {
        ArrayNode names = JSON.arrayNode();
        fields.forEach(names::add);
        ArrayNode params = JSON.arrayNode().add(domain).add(0);
        limit.ifPresentOrElse(params::add, params::addNull);
        if (order.isEmpty()) {
            params.addNull();
        } else {
            params.add(order);
        }
        JsonNode answer = rpc.read(model, "search_read", params.add(names), context);
        List<JsonNode> rows = new ArrayList<>(answer.size());
        answer.forEach(rows::add);
        return rows;
    }

    static ArrayNode domain(String field, String operator, JsonNode value) {
        return JSON.arrayNode().add(JSON.arrayNode().add(field).add(operator).add(value));
    }

    static ArrayNode ascending(String... fields) {
        ArrayNode order = JSON.arrayNode();
        for (String field : fields) {
            order.add(JSON.arrayNode().add(field).add("ASC"));
        }
        return order;
    }

    /** {@code write_date} is null until the first edit. */
    static Instant changedAt(JsonNode row) {
        return Values.stamp(row.path("write_date"))
                .or(() -> Values.stamp(row.path("create_date")))
                .orElse(Instant.EPOCH);
    }

    /** Who changed it last. */
    static long changedBy(JsonNode row) {
        return row.path("write_uid").isNumber()
                ? row.get("write_uid").longValue()
                : row.path("create_uid").asLong(0);
    }

    static boolean flag(JsonNode node) {
        return node.asBoolean(false) || node.asInt(0) != 0;
    }

    /** What to ask for along with a link, so as to know what it leads to: {@code party.code} for {@code party}. */
    static Optional<String> nameOf(Field field) {
        return field.type().equals("many2one")
                ? Lookups.fieldOf(field.relation()).map(it -> field.name() + "." + it)
                : Optional.empty();
    }

    /** What was asked for by {@link #nameOf}; empty text where it wasn't. */
    static String name(JsonNode row, Field field) {
        JsonNode there = row.path(field.name() + ".");
        return Lookups.fieldOf(field.relation())
                .map(it -> there.path(it).asString(""))
                .orElse("");
    }
}
