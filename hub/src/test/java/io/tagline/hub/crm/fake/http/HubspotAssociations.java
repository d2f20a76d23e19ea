package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.HubspotDialect.Refused;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** "Associations" v4: records of two types side by side, as often as one likes; making one twice makes one. */
final class HubspotAssociations {
    private final FakeStore store;
    private final Map<String, Set<String>> pairs = new ConcurrentHashMap<>();

    HubspotAssociations(FakeStore store) {
        this.store = store;
    }

    /** Ids of the records of one type beside this one. */
    Set<String> of(String from, String id, String to) {
        return new TreeSet<>(pairs.getOrDefault(place(from, id, to), Set.of()));
    }

    Reply associate(String from, String to, JsonNode body) {
        ArrayNode results = Request.JSON.createArrayNode();
        int wrong = 0;
        ArrayNode errors = Request.JSON.createArrayNode();
        for (JsonNode input : inputs(body)) {
            String one = input.path("from").path("id").asString("");
            String other = input.path("to").path("id").asString("");
            if (store.find(from, one).isEmpty() || store.find(to, other).isEmpty()) {
                wrong++;
                errors.addObject()
                        .put("status", "error")
                        .put("category", "OBJECT_NOT_FOUND")
                        .put("message", "No record with that id")
                        .putObject("context")
                        .putArray("fromObjectId")
                        .add(one);
                continue;
            }
            pairs.computeIfAbsent(place(from, one, to), any -> new ConcurrentSkipListSet<>())
                    .add(other);
            pairs.computeIfAbsent(place(to, other, from), any -> new ConcurrentSkipListSet<>())
                    .add(one);
            ObjectNode result = results.addObject();
            result.putObject("from").put("id", one);
            result.putObject("to").put("id", other);
        }
        ObjectNode reply = Request.JSON.createObjectNode();
        reply.put("status", "COMPLETE").set("results", results);
        if (wrong > 0) {
            reply.put("numErrors", wrong).set("errors", errors);
        }
        return Reply.json(wrong > 0 ? 207 : 200, reply);
    }

    Reply read(String from, String to, JsonNode body) {
        ObjectNode reply = Request.JSON.createObjectNode();
        reply.put("status", "COMPLETE");
        ArrayNode results = reply.putArray("results");
        for (JsonNode input : inputs(body)) {
            String id = input.path("id").asString("");
            Set<String> others = of(from, id, to);
            if (!others.isEmpty()) {
                ObjectNode result = results.addObject();
                result.putObject("from").put("id", id);
                ArrayNode list = result.putArray("to");
                others.forEach(other -> list.addObject().put("toObjectId", Long.parseLong(other)));
            }
        }
        return Reply.json(200, reply);
    }

    private static Iterable<JsonNode> inputs(JsonNode body) {
        JsonNode inputs = body.path("inputs");
        if (!inputs.isArray() || inputs.isEmpty() || inputs.size() > 1000) {
            throw new Refused(400, "VALIDATION_ERROR", "inputs: expected 1 to 1000");
        }
        return inputs.values();
    }

    private static String place(String from, String id, String to) {
        return from + '/' + id + '/' + to;
    }
}
