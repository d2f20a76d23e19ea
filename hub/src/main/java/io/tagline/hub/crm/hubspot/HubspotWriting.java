package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.http.CrmWords;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a batch: records whose id is known by it, the others by their key; then their associations. HubSpot has no conditional writes:
 * versions are compared just before. Safe for any thread.
 */
final class HubspotWriting {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HubspotSession session;
    private final HubspotReading reading;
    private final HubspotSettings settings;
    private final HubspotLinks links;

    HubspotWriting(HubspotSession session, HubspotReading reading, HubspotSettings settings) {
        this.session = session;
        this.reading = reading;
        this.settings = settings;
        this.links = new HubspotLinks(session, settings);
    }

    List<Outcome> write(List<Write> writes) throws PeerException {
        Outcome[] outcomes = new Outcome[writes.size()];
        compare(writes, outcomes);
        Map<Boolean, List<Integer>> byId = IntStream.range(0, outcomes.length)
                .filter(i -> outcomes[i] == null)
                .boxed()
                .collect(Collectors.partitioningBy(i -> writes.get(i).remoteId().isPresent()));
        batch(writes, byId.getOrDefault(true, List.of()), outcomes);
        batch(writes, byId.getOrDefault(false, List.of()), outcomes);
        associate(writes, outcomes);
        return List.of(outcomes);
    }

    private void compare(List<Write> writes, Outcome[] outcomes) throws PeerException {
        List<String> ids = writes.stream()
                .filter(HubspotWriting::careful)
                .map(write -> write.remoteId().orElseThrow())
                .toList();
        if (ids.isEmpty()) {
            return;
        }
        Map<String, Found> now = reading.batch(writes.get(0).model(), ids, false, Set.of()).stream()
                .collect(Collectors.toMap(Found::remoteId, Function.identity(), (one, same) -> one));
        for (int i = 0; i < outcomes.length; i++) {
            Write write = writes.get(i);
            if (careful(write)) {
                Found found = now.get(write.remoteId().orElseThrow());
                if (found == null) {
                    outcomes[i] = new Outcome.Gone();
                } else if (!found.version().equals(write.seenVersion())) {
                    outcomes[i] = new Outcome.Changed();
                }
            }
        }
    }

    private static boolean careful(Write write) {
        return write.seenVersion().isPresent() && write.remoteId().isPresent();
    }

    /** By id all of them, or by key all of them. */
    private void batch(List<Write> writes, List<Integer> which, Outcome[] outcomes) throws PeerException {
        if (which.isEmpty()) {
            return;
        }
        boolean byId = writes.get(which.get(0)).remoteId().isPresent();
        String model = writes.get(which.get(0)).model();
        CrmAnswer answer;
        try {
            answer = session.change(
                    "/crm/v3/objects/" + model + (byId ? "/batch/update" : "/batch/upsert"), body(writes, which, byId));
            if (HubspotFailures.spoilt(answer)) {
                spoilt(writes, which, outcomes, answer);
                return;
            }
            HubspotFailures.whole(answer);
            results(writes, which, answer, outcomes);
        } catch (PeerUnsureException unsure) {
            throw unsure;
        } catch (PeerException notDone) {
            later(which, outcomes, notDone);
        }
    }

    private ObjectNode body(List<Write> writes, List<Integer> which, boolean byId) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode inputs = body.putArray("inputs");
        for (int i : which) {
            Write write = writes.get(i);
            String key = keyProperty(write);
            ObjectNode input = inputs.addObject();
            if (byId) {
                input.put("id", write.remoteId().orElseThrow());
            } else {
                input.put("id", write.key()).put("idProperty", key);
            }
            // without it one bad record spoils the batch, and with it the answer says which one
            input.put("objectWriteTraceId", String.valueOf(i));
            ObjectNode properties = input.putObject("properties").put(key, write.key());
            write.fields().forEach((field, value) -> {
                if (!model(write).links().containsKey(field)) {
                    properties.put(field, HubspotValues.said(value));
                }
            });
        }
        return body;
    }

    /** The batch was refused as a whole: one record is to blame, and halving finds it. */
    private void spoilt(List<Write> writes, List<Integer> which, Outcome[] outcomes, CrmAnswer answer)
            throws PeerException {
        if (which.size() == 1) {
            Write write = writes.get(which.get(0));
            outcomes[which.get(0)] = HubspotFailures.outcome(write, keyProperty(write), HubspotFailures.body(answer));
            return;
        }
        int middle = which.size() / 2;
        batch(writes, which.subList(0, middle), outcomes);
        batch(writes, which.subList(middle, which.size()), outcomes);
    }

    private void results(List<Write> writes, List<Integer> which, CrmAnswer answer, Outcome[] outcomes)
            throws PeerException {
        JsonNode body = answer.json();
        Map<String, JsonNode> done = new HashMap<>();
        body.path("results").values().forEach(result -> done.put(trace(result), result));
        Map<String, JsonNode> failed = new HashMap<>();
        body.path("errors").values().forEach(error -> failed.put(trace(error), error));
        if (done.isEmpty() && failed.values().stream().anyMatch(HubspotFailures::noProperty)) {
            JsonNode first = failed.values().iterator().next();
            throw new PeerClosedException(
                    PeerClosedException.Why.SCHEMA, answer.request().where() + " has other properties"
                            + CrmWords.about(answer.request(), HubspotFailures.message(first)));
        }
        for (int i : which) {
            JsonNode result = done.get(String.valueOf(i));
            JsonNode error = failed.get(String.valueOf(i));
            if (result != null) {
                outcomes[i] = new Outcome.Done(
                        result.path("id").asString(""),
                        Optional.of(result.path("updatedAt").asString("")).filter(time -> !time.isEmpty()));
            } else if (error != null) {
                outcomes[i] = HubspotFailures.outcome(writes.get(i), keyProperty(writes.get(i)), error);
            } else {
                throw answer.inDoubt("neither a result nor an error for a record");
            }
        }
    }

    /** Where HubSpot puts it: with the record, or in the error's context. */
    private static String trace(JsonNode node) {
        String own = node.path("objectWriteTraceId").asString("");
        return own.isEmpty()
                ? node.path("context").path("objectWriteTraceId").path(0).asString("")
                : own;
    }

    /** A request that wasn't done, after others of the same batch were: what those did must be told. */
    private static void later(List<Integer> which, Outcome[] outcomes, PeerException notDone) throws PeerException {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Done) {
                which.forEach(
                        i -> outcomes[i] = new Outcome.Later("a request of the batch wasn't done", Optional.empty()));
                return;
            }
        }
        throw notDone;
    }

    /** A record without its associations isn't done; it is written again with them, which harms nothing. */
    private void associate(List<Write> writes, Outcome[] outcomes) throws PeerException {
        Map<String, Map<Integer, HubspotLinks.Pair>> byTarget = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length; i++) {
            for (Value value : writes.get(i).fields().values()) {
                if (outcomes[i] instanceof Outcome.Done done && value instanceof Value.Link link) {
                    HubspotLinks.Pair pair = new HubspotLinks.Pair(done.remoteId(), target(link));
                    byTarget.computeIfAbsent(link.model(), any -> new LinkedHashMap<>())
                            .put(i, pair);
                }
            }
        }
        String model = writes.get(0).model();
        for (Map.Entry<String, Map<Integer, HubspotLinks.Pair>> target : byTarget.entrySet()) {
            Set<HubspotLinks.Pair> done;
            try {
                done = links.associate(
                        model,
                        target.getKey(),
                        new ArrayList<>(target.getValue().values()));
            } catch (PeerUnsureException unsure) {
                throw unsure;
            } catch (PeerException notDone) {
                done = Set.of();
            }
            for (Map.Entry<Integer, HubspotLinks.Pair> pair : target.getValue().entrySet()) {
                if (!done.contains(pair.getValue())) {
                    outcomes[pair.getKey()] = new Outcome.Later(
                            "written, but not associated with its " + target.getKey(), Optional.empty());
                }
            }
        }
    }

    /** Empty for one that isn't there, or can't be read: other records of the batch are done, so nothing is thrown. */
    private String target(Value.Link link) {
        if (link.remoteId().isPresent()) {
            return link.remoteId().get();
        }
        try {
            return reading.batch(link.model(), List.of(link.key()), true, Set.of()).stream()
                    .map(Found::remoteId)
                    .findFirst()
                    .orElse("");
        } catch (PeerException unread) {
            return "";
        }
    }

    private HubspotSettings.Model model(Write write) {
        return Objects.requireNonNull(settings.models().get(write.model()), write.model());
    }

    private String keyProperty(Write write) {
        return model(write).keyProperty();
    }
}
