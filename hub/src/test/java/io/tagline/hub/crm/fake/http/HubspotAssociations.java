package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.HubspotDialect.Refused;
import io.tagline.hub.crm.fake.http.StoreRefusal.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * "Associations" v4: records of two types side by side, where somebody has defined that they may be; making one twice makes one. "Associate
 * records during creation": by the id of the association's type, which the {@code labels} of both types tell. From memory: what an
 * association without a definition is refused with.
 */
final class HubspotAssociations {
    private final FakeStore store;
    private final Map<String, Set<String>> pairs = new ConcurrentHashMap<>();

    /** Ids of the types of associations, by the types of records. */
    private final Map<String, Integer> types = new ConcurrentHashMap<>();

    private int lastType = 30;

    /** A record that another is to be beside. */
    record Side(String type, String id) {}

    HubspotAssociations(FakeStore store) {
        this.store = store;
    }

    /** Ids of the records of one type beside this one. */
    Set<String> of(String from, String id, String to) {
        return new TreeSet<>(pairs.getOrDefault(place(from, id, to), Set.of()));
    }

    /** Somebody allows records of these types to be beside each other; one type of association for each direction. */
    synchronized void define(String from, String to) {
        types.putIfAbsent(place(from, "", to), ++lastType);
        types.putIfAbsent(place(to, "", from), ++lastType);
    }

    void forbid(String from, String to) {
        types.remove(place(from, "", to));
        types.remove(place(to, "", from));
    }

    /** Those without a label. */
    Reply labels(String from, String to) {
        ObjectNode reply = Request.JSON.createObjectNode();
        ArrayNode results = reply.putArray("results");
        Optional.ofNullable(types.get(place(from, "", to))).ifPresent(type -> results.addObject()
                .put("category", "USER_DEFINED")
                .put("typeId", type)
                .putNull("label"));
        return Reply.json(200, reply);
    }

    /** What a record that is to be made wants to be beside; all of it is there. */
    List<Side> wanted(String from, JsonNode input) {
        List<Side> wanted = new ArrayList<>();
        for (JsonNode each : input.path("associations").values()) {
            String id = each.path("to").path("id").asString("");
            for (JsonNode type : each.path("types").values()) {
                String to = typed(from, type);
                if (store.find(to, id).isEmpty()) {
                    throw new StoreRefusal(Why.NO_LINK, "associations", "no " + to + " with that id");
                }
                wanted.add(new Side(to, id));
            }
        }
        return wanted;
    }

    private String typed(String from, JsonNode type) {
        for (FakeModel to : store.models()) {
            Integer known = types.get(place(from, "", to.name()));
            if (known != null
                    && known == type.path("associationTypeId").asInt(-1)
                    && type.path("associationCategory").asString("").equals("USER_DEFINED")) {
                return to.name();
            }
        }
        throw new StoreRefusal(Why.RULE, "associations", "no such association type: " + type);
    }

    void put(String from, String id, List<Side> beside) {
        for (Side side : beside) {
            pairs.computeIfAbsent(place(from, id, side.type()), any -> new ConcurrentSkipListSet<>())
                    .add(side.id());
            pairs.computeIfAbsent(place(side.type(), side.id(), from), any -> new ConcurrentSkipListSet<>())
                    .add(id);
        }
    }

    /** A person takes it away. */
    void remove(String from, String id, String to, String other) {
        pairs.getOrDefault(place(from, id, to), Set.of()).remove(other);
        pairs.getOrDefault(place(to, other, from), Set.of()).remove(id);
    }

    Reply associate(String from, String to, JsonNode body) {
        if (!types.containsKey(place(from, "", to))) {
            throw new Refused(400, "VALIDATION_ERROR", "No association definition between " + from + " and " + to);
        }
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
            put(from, one, List.of(new Side(to, other)));
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
