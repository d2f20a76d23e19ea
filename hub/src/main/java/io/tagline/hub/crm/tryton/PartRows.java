package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.PeerException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The first record of each part that some owners have; as people see it in Tryton, by sequence and then by number. */
final class PartRows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<Part, Map<Long, JsonNode>> first;

    private PartRows(Map<Part, Map<Long, JsonNode>> first) {
        this.first = first;
    }

    /** @param wanted of each part, its own names of the fields to read */
    static PartRows read(
            TrytonRpc rpc, Fields fields, Map<Part, Set<String>> wanted, Collection<Long> owners, ObjectNode context)
            throws PeerException {
        Map<String, List<Part>> byModel = new LinkedHashMap<>();
        wanted.keySet().forEach(part -> byModel.computeIfAbsent(part.model(), model -> new ArrayList<>())
                .add(part));
        Map<Part, Map<Long, JsonNode>> first = new HashMap<>();
        for (Map.Entry<String, List<Part>> entry : byModel.entrySet()) {
            List<JsonNode> rows = owners.isEmpty()
                    ? List.of()
                    : rows(rpc, fields, entry.getKey(), entry.getValue(), wanted, owners, context);
            for (Part part : entry.getValue()) {
                Map<Long, JsonNode> firsts = new HashMap<>();
                for (JsonNode row : rows) {
                    boolean active = row.path("active").isMissingNode() || Rows.flag(row.path("active"));
                    boolean ours = part.fixed().entrySet().stream().allMatch(it -> it.getValue()
                            .equals(row.path(it.getKey()).asString("")));
                    if (active && ours) {
                        firsts.putIfAbsent(row.path(part.owner()).asLong(), row);
                    }
                }
                first.put(part, firsts);
            }
        }
        return new PartRows(first);
    }

    private static List<JsonNode> rows(
            TrytonRpc rpc,
            Fields fields,
            String model,
            List<Part> parts,
            Map<Part, Set<String>> wanted,
            Collection<Long> owners,
            ObjectNode context)
            throws PeerException {
        String owner = parts.get(0).owner();
        Set<String> names = new TreeSet<>(Set.of("id", owner, "create_date", "write_date", "sequence"));
        Map<String, Field> known = fields.of(model);
        if (known.containsKey("active")) {
            names.add("active");
        }
        if (known.containsKey("value_compact")) {
            names.add("value_compact");
        }
        for (Part part : parts) {
            names.addAll(part.fixed().keySet());
            for (String name : wanted.getOrDefault(part, Set.of())) {
                names.add(name);
                Rows.nameOf(fields.field(model, name)).ifPresent(names::add);
            }
        }
        ArrayNode ids = JSON.arrayNode();
        owners.forEach(ids::add);
        ArrayNode domain =
                JSON.arrayNode().add(JSON.arrayNode().add(owner).add("in").add(ids));
        List<JsonNode> rows =
                new ArrayList<>(Rows.searched(rpc, model, domain, Optional.empty(), JSON.arrayNode(), names, context));
        rows.sort(Comparator.<JsonNode>comparingLong(row -> row.path("sequence").asLong(Long.MIN_VALUE))
                .thenComparingLong(row -> row.path("id").asLong()));
        return rows;
    }

    Optional<JsonNode> first(Part part, long owner) {
        return Optional.ofNullable(first.getOrDefault(part, Map.of()).get(owner));
    }

    /** The latest change of what was read of an owner. */
    Instant newest(long owner, Instant own) {
        Instant newest = own;
        for (Map<Long, JsonNode> rows : first.values()) {
            JsonNode row = rows.get(owner);
            if (row != null) {
                Instant at = Rows.changedAt(row);
                newest = at.isAfter(newest) ? at : newest;
            }
        }
        return newest;
    }
}
