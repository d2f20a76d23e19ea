package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.Value;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Associations ("Associations" v4), which are no properties: made and asked for in requests of their own. Safe for any thread. */
final class HubspotLinks {
    private static final int BATCH = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HubspotSession session;
    private final HubspotSettings settings;

    /** A record and one that it is to be associated with, by HubSpot's ids. */
    record Pair(String from, String to) {}

    HubspotLinks(HubspotSession session, HubspotSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    /** Associates them; doing it again changes nothing. At most 100. */
    Set<Pair> associate(String from, String to, List<Pair> pairs) throws PeerException {
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
            found.subList(start, Math.min(found.size(), start + BATCH))
                    .forEach(record -> inputs.addObject().put("id", record.remoteId()));
            CrmAnswer answer = session.ask("/crm/v4/associations/" + model + "/" + target + "/batch/read", body);
            if (answer.status() == 404) {
                continue; // none at all
            }
            for (JsonNode result :
                    HubspotFailures.whole(answer).json().path("results").values()) {
                others.put(
                        result.path("from").path("id").asString(""),
                        result.path("to").path(0).path("toObjectId").asString(""));
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
