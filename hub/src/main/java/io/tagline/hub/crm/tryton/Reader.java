package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads records with their parts. Safe for any thread. */
final class Reader {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> STAMPS = Set.of("create_date", "write_date", "create_uid", "write_uid");

    private final TrytonSettings settings;
    private final TrytonRpc rpc;
    private final Fields fields;

    Reader(TrytonSettings settings, TrytonRpc rpc, Fields fields) {
        this.settings = settings;
        this.rpc = rpc;
        this.fields = fields;
    }

    List<Found> byIds(TrytonModel model, Collection<Long> ids, Set<String> wanted, ObjectNode context)
            throws PeerException {
        ArrayNode numbers = JSON.arrayNode();
        ids.forEach(numbers::add);
        return search(model, Rows.domain("id", "in", numbers), Optional.empty(), Rows.ascending("id"), wanted, context);
    }

    /**
     * A record with what only this connector asks about.
     *
     * @param rawKey what stands in the key's field, ours or not
     */
    record Dated(Found found, long changedBy, String rawKey) {}

    /** By key, or by number where the key stands in a text. */
    List<Dated> keyed(TrytonModel model, ArrayNode domain, int limit, Set<String> wanted, ObjectNode context)
            throws PeerException {
        ArrayNode order = model.keys() == Keys.IN_TEXT ? Rows.ascending("id") : Rows.ascending(model.keyField(), "id");
        return rows(model, domain, Optional.of(limit), order, wanted, context);
    }

    List<Found> search(
            TrytonModel model,
            ArrayNode domain,
            Optional<Integer> limit,
            ArrayNode order,
            Set<String> wanted,
            ObjectNode context)
            throws PeerException {
        return rows(model, domain, limit, order, wanted, context).stream()
                .map(Dated::found)
                .toList();
    }

    List<Dated> dated(TrytonModel model, Collection<Long> ids, Set<String> wanted, ObjectNode context)
            throws PeerException {
        ArrayNode numbers = JSON.arrayNode();
        ids.forEach(numbers::add);
        return rows(model, Rows.domain("id", "in", numbers), Optional.empty(), Rows.ascending("id"), wanted, context);
    }

    private List<Dated> rows(
            TrytonModel model,
            ArrayNode domain,
            Optional<Integer> limit,
            ArrayNode order,
            Set<String> wanted,
            ObjectNode context)
            throws PeerException {
        Set<String> own = new TreeSet<>();
        Map<Part, Set<String>> ofParts = new LinkedHashMap<>();
        for (String name : wanted) {
            Optional<Part> part = part(model, name);
            if (part.isPresent()) {
                ofParts.computeIfAbsent(part.get(), it -> new TreeSet<>())
                        .add(part.get().fieldOf(name).orElse(name));
            } else {
                own.add(name);
            }
        }
        Set<String> asked = new TreeSet<>(own);
        for (String name : own) {
            Rows.nameOf(fields.field(model.name(), name)).ifPresent(asked::add);
        }
        asked.add("id");
        asked.add(model.keyField());
        asked.addAll(STAMPS);
        List<JsonNode> rows = Rows.searched(rpc, model.name(), domain, limit, order, asked, context);
        List<Long> ids = rows.stream().map(row -> row.path("id").asLong()).toList();
        PartRows parts = PartRows.read(rpc, fields, ofParts, ids, context);
        List<Dated> found = new ArrayList<>();
        for (JsonNode row : rows) {
            found.add(new Dated(
                    found(model, row, own, ofParts, parts),
                    Rows.changedBy(row),
                    row.path(model.keyField()).asString("")));
        }
        return found;
    }

    /** The part that a field is of; empty for the model's own fields. */
    static Optional<Part> part(TrytonModel model, String field) {
        return model.parts().stream()
                .filter(it -> it.fieldOf(field).isPresent())
                .findFirst();
    }

    private Found found(
            TrytonModel model, JsonNode row, Set<String> own, Map<Part, Set<String>> ofParts, PartRows parts)
            throws PeerException {
        long id = row.path("id").asLong();
        SortedMap<String, Value> values = new TreeMap<>();
        for (String name : own) {
            values.put(name, value(model, row, fields.field(model.name(), name)));
        }
        for (Map.Entry<Part, Set<String>> entry : ofParts.entrySet()) {
            Optional<JsonNode> first = parts.first(entry.getKey(), id);
            for (String name : entry.getValue()) {
                Field field = fields.field(entry.getKey().model(), name);
                Value value = first.map(it -> value(it, field)).orElse(new Value.Nothing());
                values.put(
                        entry.getKey().ownersField(name),
                        first.map(it -> Telephone.read(entry.getKey(), it, value))
                                .orElse(value));
            }
        }
        Instant changedAt = parts.newest(id, Rows.changedAt(row));
        Optional<String> version = model.keys() == Keys.IN_TEXT ? Optional.empty() : Optional.of(changedAt.toString());
        return new Found(model.name(), String.valueOf(id), key(model, row), version, changedAt, false, values);
    }

    private Optional<String> key(TrytonModel model, JsonNode row) {
        String text = row.path(model.keyField()).asString("");
        Optional<String> key = model.keys() == Keys.IN_TEXT ? NoteText.key(text) : Optional.of(text);
        return key.filter(it -> settings.ours(model.name(), it));
    }

    private static Value value(TrytonModel model, JsonNode row, Field field) {
        if (model.keys() == Keys.IN_TEXT && field.name().equals(model.keyField())) {
            return new Value.Text(NoteText.text(row.path(field.name()).asString("")));
        }
        return value(row, field);
    }

    private static Value value(JsonNode row, Field field) {
        String name = Rows.name(row, field);
        if (Lookups.are(field.relation()) && !name.isEmpty()) {
            return new Value.Text(name);
        }
        return Values.read(field, row.path(field.name()), name);
    }
}
