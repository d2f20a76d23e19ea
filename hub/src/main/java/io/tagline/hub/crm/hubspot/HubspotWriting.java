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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a batch: records whose id is known by it, then those of their associations that aren't known to be there; the others are made,
 * or upserted by their key where they have nothing to be associated with. HubSpot has no conditional writes: versions are compared just
 * before. Safe for any thread.
 */
final class HubspotWriting {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HubspotSession session;
    private final HubspotReading reading;
    private final HubspotSettings settings;
    private final HubspotLinks links;
    private final HubspotTargets targets;

    /** How a record is written. */
    private enum How {
        UPDATE("update"),
        CREATE("create"),
        UPSERT("upsert");

        private final String path;

        How(String path) {
            this.path = path;
        }
    }

    HubspotWriting(HubspotSession session, HubspotReading reading, HubspotSettings settings, HubspotLinks links) {
        this.session = session;
        this.reading = reading;
        this.settings = settings;
        this.links = links;
        this.targets = new HubspotTargets(reading);
    }

    List<Outcome> write(List<Write> asked) throws PeerException {
        Outcome[] outcomes = new Outcome[asked.size()];
        List<Write> writes = targets.in(asked, outcomes);
        compare(writes, outcomes);
        Map<How, List<Integer>> each = IntStream.range(0, outcomes.length)
                .filter(i -> outcomes[i] == null)
                .boxed()
                .collect(Collectors.groupingBy(i -> how(writes.get(i)), TreeMap::new, Collectors.toList()));
        for (Map.Entry<How, List<Integer>> batch : each.entrySet()) {
            batch(batch.getKey(), writes, batch.getValue(), outcomes);
        }
        associate(writes, each.getOrDefault(How.UPDATE, List.of()), outcomes);
        return List.of(outcomes);
    }

    private How how(Write write) {
        if (write.remoteId().isPresent()) {
            return How.UPDATE;
        }
        return model(write).links().isEmpty() ? How.UPSERT : How.CREATE;
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
            if (careful(write) && outcomes[i] == null) {
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

    private void batch(How how, List<Write> writes, List<Integer> which, Outcome[] outcomes) throws PeerException {
        String model = writes.get(which.get(0)).model();
        CrmAnswer answer;
        try {
            answer = session.change("/crm/v3/objects/" + model + "/batch/" + how.path, body(how, writes, which));
            if (HubspotFailures.spoilt(answer)) {
                spoilt(how, writes, which, outcomes, answer);
                return;
            }
            HubspotFailures.whole(answer);
            results(how, writes, which, answer, outcomes);
        } catch (PeerUnsureException unsure) {
            throw unsure;
        } catch (PeerException notDone) {
            later(which, outcomes, notDone);
        }
    }

    private ObjectNode body(How how, List<Write> writes, List<Integer> which) throws PeerException {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode inputs = body.putArray("inputs");
        for (int i : which) {
            Write write = writes.get(i);
            String key = keyProperty(write);
            ObjectNode input = inputs.addObject();
            switch (how) {
                case UPDATE -> input.put("id", write.remoteId().orElseThrow());
                case CREATE -> input.set("associations", links.ofNew(write));
                case UPSERT -> input.put("id", write.key()).put("idProperty", key);
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
    private void spoilt(How how, List<Write> writes, List<Integer> which, Outcome[] outcomes, CrmAnswer answer)
            throws PeerException {
        if (which.size() == 1) {
            Write write = writes.get(which.get(0));
            outcomes[which.get(0)] = HubspotFailures.outcome(write, keyProperty(write), HubspotFailures.body(answer));
            return;
        }
        int middle = which.size() / 2;
        batch(how, writes, which.subList(0, middle), outcomes);
        batch(how, writes, which.subList(middle, which.size()), outcomes);
    }

    private void results(How how, List<Write> writes, List<Integer> which, CrmAnswer answer, Outcome[] outcomes)
            throws PeerException {
        JsonNode body = answer.json();
        Map<String, JsonNode> done = new HashMap<>();
        body.path("results").values().forEach(result -> done.put(trace(result), result));
        Map<String, JsonNode> failed = new HashMap<>();
        body.path("errors").values().forEach(error -> failed.put(trace(error), error));
        if (done.isEmpty() && failed.values().stream().anyMatch(HubspotFailures::noProperty)) {
            JsonNode first = failed.values().iterator().next();
            throw new PeerClosedException(
                    PeerClosedException.Why.SCHEMA,
                    answer.request().where() + " has other properties"
                            + CrmWords.about(answer.request(), HubspotFailures.message(first)));
        }
        for (int i : which) {
            JsonNode result = done.get(String.valueOf(i));
            JsonNode error = failed.get(String.valueOf(i));
            if (result != null) {
                String id = result.path("id").asString("");
                outcomes[i] = new Outcome.Done(
                        id, Optional.of(result.path("updatedAt").asString("")).filter(time -> !time.isEmpty()));
                if (how == How.CREATE) {
                    links.made(writes.get(i), id);
                }
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

    /** What a write's record, by its place in the batch, has to stand beside yet. */
    private record Missing(int write, HubspotLinks.Pair pair) {}

    /** A record without its associations isn't done; it is written again with them, which harms nothing, so there is no doubt either. */
    private void associate(List<Write> writes, List<Integer> which, Outcome[] outcomes) {
        String model = writes.get(0).model();
        Map<String, List<Missing>> byTarget = new LinkedHashMap<>();
        for (int i : which) {
            for (Value value : writes.get(i).fields().values()) {
                if (outcomes[i] instanceof Outcome.Done done && value instanceof Value.Link link) {
                    HubspotLinks.Pair pair = new HubspotLinks.Pair(
                            done.remoteId(), link.remoteId().orElseThrow());
                    if (!links.isKnown(model, link.model(), pair)) {
                        byTarget.computeIfAbsent(link.model(), any -> new ArrayList<>())
                                .add(new Missing(i, pair));
                    }
                }
            }
        }
        byTarget.forEach((target, missing) -> {
            Set<HubspotLinks.Pair> done = associated(model, target, missing);
            for (Missing each : missing) {
                if (!done.contains(each.pair())) {
                    outcomes[each.write()] =
                            new Outcome.Later("written, but not associated with its " + target, Optional.empty());
                }
            }
        });
    }

    private Set<HubspotLinks.Pair> associated(String model, String target, List<Missing> missing) {
        try {
            return links.associate(
                    model, target, missing.stream().map(Missing::pair).collect(Collectors.toSet()));
        } catch (PeerException notDone) {
            return Set.of();
        }
    }

    private HubspotSettings.Model model(Write write) {
        return Objects.requireNonNull(settings.models().get(write.model()), write.model());
    }

    private String keyProperty(Write write) {
        return model(write).keyProperty();
    }
}
