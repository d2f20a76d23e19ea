package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Associations ("Associations" v4), which are no properties. A new record is made with them; where a record is there they are made, and
 * asked for, in requests of their own. Those that this session has made or seen aren't made again, until they are seen to be gone. Safe
 * for any thread.
 */
final class HubspotLinks {
    private static final int BATCH = 100;
    /** Of records, with some tens of bytes each. */
    private static final int MOST_KNOWN = 50_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HubspotSession session;
    private final HubspotSettings settings;
    private final HubspotAssociationTypes types;
    private final Map<Side, Set<String>> known = new ConcurrentHashMap<>();

    /** A record, and one that it is to be associated with, by HubSpot's ids. */
    record Pair(String from, String to) {}

    /** A record, seen from one type of those that it may be associated with. */
    private record Side(String model, String id, String others) {}

    HubspotLinks(HubspotSession session, HubspotSettings settings, HubspotAssociationTypes types) {
        this.session = session;
        this.settings = settings;
        this.types = types;
    }

    /** Of a record that is to be made, as "Associate records during creation" has them. */
    ArrayNode ofNew(Write write) throws PeerException {
        ArrayNode associations = JSON.createArrayNode();
        for (Value value : write.fields().values()) {
            if (value instanceof Value.Link link) {
                HubspotAssociationTypes.Type type = types.of(write.model(), link.model())
                        .orElseThrow(() -> new PeerClosedException(
                                PeerClosedException.Why.SCHEMA,
                                "HubSpot's " + write.model() + " and " + link.model()
                                        + " can't be associated: expected an association that somebody has allowed"));
                ObjectNode association = associations.addObject();
                association.putObject("to").put("id", link.remoteId().orElseThrow());
                association
                        .putArray("types")
                        .addObject()
                        .put("associationCategory", type.category())
                        .put("associationTypeId", type.id());
            }
        }
        return associations;
    }

    /** It was made with them. */
    void made(Write write, String id) {
        for (Value value : write.fields().values()) {
            if (value instanceof Value.Link link) {
                note(write.model(), new Pair(id, link.remoteId().orElseThrow()), link.model());
            }
        }
    }

    boolean isKnown(String from, String to, Pair pair) {
        return known.getOrDefault(new Side(from, pair.from(), to), Set.of()).contains(pair.to());
    }

    private void note(String from, Pair pair, String to) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.computeIfAbsent(new Side(from, pair.from(), to), any -> ConcurrentHashMap.newKeySet())
                .add(pair.to());
    }

    /** Associates them; doing it again changes nothing. At most 100. */
    Set<Pair> associate(String from, String to, Set<Pair> pairs) throws PeerException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode inputs = body.putArray("inputs");
        for (Pair pair : pairs) {
            ObjectNode input = inputs.addObject();
            input.putObject("from").put("id", pair.from());
            input.putObject("to").put("id", pair.to());
        }
        CrmAnswer answer = session.change("/crm/v4/associations/" + from + "/" + to + "/batch/associate/default", body);
        Set<Pair> done = new HashSet<>();
        for (JsonNode result :
                HubspotFailures.whole(answer).json().path("results").values()) {
            done.add(new Pair(
                    result.path("from").path("id").asString(""),
                    result.path("to").path("id").asString("")));
        }
        done.forEach(pair -> note(from, pair, to));
        return done;
    }

    /** The same records with those of the fields that are links. */
    List<Found> with(String model, List<Found> found, Set<String> fields) throws PeerException {
        HubspotSettings.Model kind = Objects.requireNonNull(settings.models().get(model));
        List<Found> linked = found;
        for (Map.Entry<String, String> link : kind.links().entrySet()) {
            if (fields.contains(link.getKey()) && !found.isEmpty()) {
                linked = with(model, linked, link.getKey(), link.getValue());
            }
        }
        return linked;
    }

    private List<Found> with(String model, List<Found> found, String field, String target) throws PeerException {
        Map<String, String> others = new HashMap<>();
        for (int start = 0; start < found.size(); start += BATCH) {
            ObjectNode body = JSON.createObjectNode();
            ArrayNode inputs = body.putArray("inputs");
            for (Found record : found.subList(start, Math.min(found.size(), start + BATCH))) {
                inputs.addObject().put("id", record.remoteId());
                known.remove(new Side(model, record.remoteId(), target));
            }
            CrmAnswer answer = session.ask("/crm/v4/associations/" + model + "/" + target + "/batch/read", body);
            if (answer.status() == 404) {
                continue; // none at all
            }
            for (JsonNode result :
                    HubspotFailures.whole(answer).json().path("results").values()) {
                String from = result.path("from").path("id").asString("");
                for (JsonNode to : result.path("to").values()) {
                    String other = to.path("toObjectId").asString("");
                    others.putIfAbsent(from, other);
                    note(model, new Pair(from, other), target);
                }
            }
        }
        Map<String, String> keys = keys(target, Set.copyOf(others.values()));
        List<Found> linked = new ArrayList<>();
        for (Found record : found) {
            String other = others.get(record.remoteId());
            SortedMap<String, Value> values = new TreeMap<>(record.fields());
            values.put(
                    field,
                    other == null
                            ? new Value.Nothing()
                            : new Value.Link(target, keys.getOrDefault(other, ""), Optional.of(other)));
            linked.add(new Found(
                    model,
                    record.remoteId(),
                    record.key(),
                    record.version(),
                    record.changedAt(),
                    record.deleted(),
                    values));
        }
        return linked;
    }

    private Map<String, String> keys(String model, Set<String> ids) throws PeerException {
        HubspotSettings.Model kind = settings.models().get(model);
        Map<String, String> keys = new HashMap<>();
        List<String> all = List.copyOf(ids);
        for (int start = 0; kind != null && start < all.size(); start += BATCH) {
            ObjectNode body = JSON.createObjectNode();
            body.putArray("properties").add(kind.keyProperty());
            ArrayNode inputs = body.putArray("inputs");
            all.subList(start, Math.min(all.size(), start + BATCH))
                    .forEach(id -> inputs.addObject().put("id", id));
            CrmAnswer answer = session.ask("/crm/v3/objects/" + model + "/batch/read", body);
            if (answer.status() == 404) {
                continue;
            }
            for (JsonNode record :
                    HubspotFailures.whole(answer).json().path("results").values()) {
                keys.put(
                        record.path("id").asString(""),
                        record.path("properties").path(kind.keyProperty()).asString(""));
            }
        }
        return keys;
    }
}
