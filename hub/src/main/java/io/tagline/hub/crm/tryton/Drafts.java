package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts writes into Tryton's words, with what has to be read for it; changes nothing. Confined to one call of the peer. */
final class Drafts {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> ADDRESSES_OF_SALES = Set.of("invoice_address", "shipment_address");
    private static final Part ADDRESS = Part.OF_PARTY.get(0);

    private final TrytonRpc rpc;
    private final Fields fields;
    private final Lookups lookups;
    private final Reader reader;
    private final Home home;
    private final TrytonModel model;
    private final ObjectNode context;

    /** What is there of the records that are to be written onto: stamps by number, and the first of each part. */
    private record Standing(Map<Long, JsonNode> rows, PartRows parts) {}

    Drafts(
            TrytonRpc rpc,
            Fields fields,
            Lookups lookups,
            Reader reader,
            Home home,
            TrytonModel model,
            ObjectNode context) {
        this.rpc = rpc;
        this.fields = fields;
        this.lookups = lookups;
        this.reader = reader;
        this.home = home;
        this.model = model;
        this.context = context;
    }

    List<Draft> of(List<Write> writes) throws PeerException {
        Map<String, String> linked = linked(writes);
        Standing standing = standing(writes);
        Map<Long, JsonNode> addresses = addresses(writes, linked);
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            try {
                drafts.add(draft(i, resolved(write, linked), standing, addresses));
            } catch (RefusedException e) {
                Outcome outcome = e.code().equals("LINK")
                        ? new Outcome.Later(e.reason(), Optional.empty())
                        : new Outcome.Refused(e.code(), e.reason());
                drafts.add(new Draft.Settled(i, outcome, line(write)));
            }
        }
        return drafts;
    }

    private Draft draft(int index, Write write, Standing standing, Map<Long, JsonNode> addresses)
            throws PeerException, RefusedException {
        Optional<Long> id = write.remoteId().isPresent()
                ? Optional.of(Values.id(write.remoteId().get()))
                : Optional.empty();
        Optional<String> timestamp = Optional.empty();
        if (write.seenVersion().isPresent() && id.isPresent()) {
            JsonNode row = standing.rows().get(id.get());
            if (row == null) {
                return new Draft.Settled(index, new Outcome.Gone(), line(write));
            }
            Instant now = standing.parts().newest(id.get(), Rows.changedAt(row));
            if (now.isAfter(version(write.seenVersion().get()))) {
                return new Draft.Settled(index, new Outcome.Changed(), line(write));
            }
            timestamp = Optional.of(row.path("_timestamp").asString(""));
        }
        return new Draft.Ready(index, write, id, values(write, id, standing, addresses), timestamp, line(write));
    }

    private static Instant version(String text) throws RefusedException {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new RefusedException("VERSION", "version \"" + text + "\": expected a time that this connector gave");
        }
    }

    private ObjectNode values(Write write, Optional<Long> id, Standing standing, Map<Long, JsonNode> addresses)
            throws PeerException, RefusedException {
        ObjectNode values = JSON.objectNode();
        Map<Part, ObjectNode> parts = new LinkedHashMap<>();
        for (Map.Entry<String, Value> entry : write.fields().entrySet()) {
            Optional<Part> part = Reader.part(model, entry.getKey());
            String owner = part.map(Part::model).orElse(model.name());
            String name = part.flatMap(it -> it.fieldOf(entry.getKey())).orElse(entry.getKey());
            Field field = fields.field(owner, name);
            JsonNode written = written(field, entry.getValue(), entry.getKey());
            if (part.isPresent()) {
                parts.computeIfAbsent(part.get(), it -> JSON.objectNode()).set(name, written);
            } else {
                values.set(name, written);
            }
        }
        if (model.keys() == Keys.IN_TEXT && (id.isEmpty() || values.has(model.keyField()))) {
            String text = values.path(model.keyField()).asString("");
            values.put(model.keyField(), NoteText.with(text, write.key()));
        } else if (model.keys() != Keys.IN_TEXT && (!values.isEmpty() || id.isEmpty())) {
            values.put(model.keyField(), write.key());
        }
        for (Map.Entry<Part, ObjectNode> entry : parts.entrySet()) {
            Optional<JsonNode> there = id.flatMap(it -> standing.parts().first(entry.getKey(), it));
            PartCommand.of(entry.getKey(), entry.getValue(), there)
                    .ifPresent(
                            command -> values.withArray(entry.getKey().list()).add(command));
        }
        if (id.isEmpty() && model.name().equals(TrytonModel.SALE)) {
            fillSale(values, addresses);
        }
        return values;
    }

    private JsonNode written(Field field, Value value, String asked) throws PeerException, RefusedException {
        if (value instanceof Value.Text text && Lookups.are(field.relation())) {
            return JSON.numberNode(lookups.id(field, text.text(), context));
        }
        try {
            return Values.written(field, value);
        } catch (RefusedException e) {
            // a part's field by the name that the mapping has for it
            throw asked.equals(field.name())
                    ? e
                    : new RefusedException(
                            e.code(), asked + e.reason().substring(field.name().length()));
        }
    }

    /** What Tryton's own client fills in when a party is chosen. */
    private void fillSale(ObjectNode values, Map<Long, JsonNode> addresses) throws PeerException {
        if (home.currency().isPresent() && !values.has("currency")) {
            values.put("currency", home.currency().getAsLong());
        }
        JsonNode address = addresses.get(values.path("party").asLong(-1));
        if (address != null) {
            for (String name : ADDRESSES_OF_SALES) {
                if (!values.has(name)) {
                    values.put(name, address.path("id").asLong());
                }
            }
        }
    }

    /** The first address of each party that new orders are for. */
    private Map<Long, JsonNode> addresses(List<Write> writes, Map<String, String> linked) throws PeerException {
        Map<Long, JsonNode> first = new HashMap<>();
        if (!model.name().equals(TrytonModel.SALE)) {
            return first;
        }
        Set<Long> parties = new TreeSet<>();
        for (Write write : writes) {
            if (write.remoteId().isEmpty() && write.fields().get("party") instanceof Value.Link link) {
                String id = link.remoteId().orElse(linked.getOrDefault(link.model() + "\n" + link.key(), ""));
                if (id.matches("\\d{1,18}")) {
                    parties.add(Long.parseLong(id));
                }
            }
        }
        PartRows rows = PartRows.read(rpc, fields, Map.of(ADDRESS, Set.of()), parties, context);
        for (long party : parties) {
            rows.first(ADDRESS, party).ifPresent(row -> first.put(party, row));
        }
        return first;
    }

    private Standing standing(List<Write> writes) throws PeerException {
        Set<Long> guarded = new TreeSet<>();
        Set<Long> updated = new TreeSet<>();
        Map<Part, Set<String>> wanted = new LinkedHashMap<>();
        for (Write write : writes) {
            if (write.remoteId().isEmpty() || !write.remoteId().get().matches("\\d{1,18}")) {
                continue;
            }
            long id = Long.parseLong(write.remoteId().get());
            updated.add(id);
            if (write.seenVersion().isPresent()) {
                guarded.add(id);
            }
            for (String name : write.fields().keySet()) {
                Reader.part(model, name).ifPresent(part -> wanted.computeIfAbsent(part, it -> new TreeSet<>())
                        .add(part.fieldOf(name).orElse(name)));
            }
        }
        Map<Long, JsonNode> rows = new HashMap<>();
        if (!guarded.isEmpty()) {
            ArrayNode ids = JSON.arrayNode();
            guarded.forEach(ids::add);
            Set<String> names = Set.of("id", "create_date", "write_date", "_timestamp");
            Rows.searched(
                            rpc,
                            model.name(),
                            Rows.domain("id", "in", ids),
                            Optional.empty(),
                            JSON.arrayNode(),
                            names,
                            context)
                    .forEach(row -> rows.put(row.path("id").asLong(), row));
        }
        return new Standing(rows, PartRows.read(rpc, fields, wanted, updated, context));
    }

    /** Numbers of the records that links lead to by key alone. */
    private Map<String, String> linked(List<Write> writes) throws PeerException {
        Map<String, Set<String>> keys = new TreeMap<>();
        for (Write write : writes) {
            for (Value value : write.fields().values()) {
                if (value instanceof Value.Link link && link.remoteId().isEmpty()) {
                    keys.computeIfAbsent(link.model(), it -> new TreeSet<>()).add(link.key());
                }
            }
        }
        Map<String, String> linked = new HashMap<>();
        for (Map.Entry<String, Set<String>> entry : keys.entrySet()) {
            TrytonModel there = TrytonModel.of(entry.getKey());
            ArrayNode names = JSON.arrayNode();
            entry.getValue().forEach(names::add);
            for (Found found : reader.search(
                    there,
                    Rows.domain(there.keyField(), "in", names),
                    Optional.empty(),
                    Rows.ascending("id"),
                    Set.of(),
                    context)) {
                found.key().ifPresent(key -> linked.putIfAbsent(entry.getKey() + "\n" + key, found.remoteId()));
            }
        }
        return linked;
    }

    private static Write resolved(Write write, Map<String, String> linked) throws RefusedException {
        Map<String, Value> values = new TreeMap<>(write.fields());
        for (Map.Entry<String, Value> entry : write.fields().entrySet()) {
            if (entry.getValue() instanceof Value.Link link && link.remoteId().isEmpty()) {
                String id = linked.get(link.model() + "\n" + link.key());
                if (id == null) {
                    throw new RefusedException(
                            "LINK", entry.getKey() + ": no " + link.model() + " with the key " + link.key() + " yet");
                }
                values.put(entry.getKey(), new Value.Link(link.model(), link.key(), Optional.of(id)));
            }
        }
        return new Write(
                write.operation(),
                write.model(),
                write.key(),
                write.remoteId(),
                new TreeMap<>(values),
                write.seenVersion());
    }

    /** Entries on one record are a line. */
    private Optional<String> line(Write write) {
        return model.ordered() && write.fields().get("resource") instanceof Value.Link link
                ? Optional.of(link.model() + "\n" + link.key() + "\n"
                        + link.remoteId().orElse(""))
                : Optional.empty();
    }
}
