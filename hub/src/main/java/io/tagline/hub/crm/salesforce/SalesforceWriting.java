package io.tagline.hub.crm.salesforce;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
 * Writes a batch: records whose id is known by their id, the others by their key. Where a version was seen, those that have another one
 * now are left alone. Safe for any thread.
 */
final class SalesforceWriting {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SalesforceSession session;
    private final SalesforceReading reading;
    private final SalesforceSettings settings;
    private final String data;

    SalesforceWriting(SalesforceSession session, SalesforceReading reading, SalesforceSettings settings, String data) {
        this.session = session;
        this.reading = reading;
        this.settings = settings;
        this.data = data;
    }

    List<Outcome> write(List<Write> writes) throws PeerException {
        Outcome[] outcomes = new Outcome[writes.size()];
        Map<String, Found> seen = compared(writes, outcomes);
        List<Integer> open = IntStream.range(0, writes.size())
                .filter(i -> outcomes[i] == null)
                .boxed()
                .toList();
        if (open.size() == 1 && careful(writes.get(open.get(0)))) {
            Write one = writes.get(open.get(0));
            outcomes[open.get(0)] = unlessModified(
                    one, Objects.requireNonNull(seen.get(one.remoteId().orElseThrow())));
        } else {
            Map<Boolean, List<Integer>> byId = open.stream()
                    .collect(Collectors.partitioningBy(
                            i -> writes.get(i).remoteId().isPresent()));
            collection(writes, byId.getOrDefault(true, List.of()), true, outcomes);
            collection(writes, byId.getOrDefault(false, List.of()), false, outcomes);
        }
        return versioned(writes.get(0).model(), List.of(outcomes));
    }

    /** Salesforce's answers to writes tell no versions: read afterwards, and left out where that fails. */
    private List<Outcome> versioned(String model, List<Outcome> outcomes) {
        List<String> ids = outcomes.stream()
                .filter(Outcome.Done.class::isInstance)
                .map(done -> ((Outcome.Done) done).remoteId())
                .toList();
        if (ids.isEmpty()) {
            return outcomes;
        }
        Map<String, String> versions;
        try {
            versions = reading.versions(model, ids);
        } catch (PeerException unread) {
            return outcomes;
        }
        return outcomes.stream()
                .map(outcome -> outcome instanceof Outcome.Done done
                        ? new Outcome.Done(done.remoteId(), Optional.ofNullable(versions.get(done.remoteId())))
                        : outcome)
                .toList();
    }

    private static boolean careful(Write write) {
        return write.seenVersion().isPresent() && write.remoteId().isPresent();
    }

    /** Those that somebody else has changed since, or deleted, have their outcome; the others are as they were seen. */
    private Map<String, Found> compared(List<Write> writes, Outcome[] outcomes) throws PeerException {
        List<String> ids = writes.stream()
                .filter(SalesforceWriting::careful)
                .map(write -> write.remoteId().orElseThrow())
                .toList();
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<String, Found> now = reading.any(writes.get(0).model(), "Id", ids, Set.of()).stream()
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
        return now;
    }

    /** "Conditional Request Headers": by whole seconds, which is why the versions are compared before. */
    private Outcome unlessModified(Write write, Found seen) throws PeerException {
        String id = write.remoteId().orElseThrow();
        String unless =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(seen.changedAt().atOffset(ZoneOffset.UTC));
        CrmAnswer answer = session.send(
                "PATCH",
                data + "/sobjects/" + write.model() + "/" + id,
                fields(JSON.createObjectNode(), write),
                Map.of("If-Unmodified-Since", unless));
        if (answer.status() == 412) {
            return new Outcome.Changed();
        }
        Optional<JsonNode> error = SalesforceFailures.error(answer);
        if (answer.status() == 404 && error.isPresent()) {
            return new Outcome.Gone();
        }
        if (answer.status() == 400 && error.isPresent() && error.get().has("fields")) {
            return outcome(write, error.get(), "errorCode", true);
        }
        SalesforceFailures.whole(answer);
        return new Outcome.Done(id, Optional.empty());
    }

    /** "Update Records Using sObject Collections", "Upsert Records Using sObject Collections". */
    private void collection(List<Write> all, List<Integer> which, boolean byId, Outcome[] outcomes)
            throws PeerException {
        if (which.isEmpty()) {
            return;
        }
        List<Write> writes = which.stream().map(all::get).toList();
        String model = writes.get(0).model();
        String path = data + "/composite/sobjects" + (byId ? "" : "/" + model + "/" + keyField(model));
        List<Outcome> said;
        try {
            said = results(session.send("PATCH", path, records(writes, byId), Map.of()), writes, byId);
        } catch (PeerUnsureException unsure) {
            throw unsure;
        } catch (PeerException notDone) {
            if (Arrays.stream(outcomes).noneMatch(Outcome.Done.class::isInstance)) {
                throw notDone;
            }
            // the request before this one was done: what it did must be told
            Outcome later = new Outcome.Later("the second request of the batch wasn't done", Optional.empty());
            said = Collections.nCopies(writes.size(), later);
        }
        for (int i = 0; i < which.size(); i++) {
            outcomes[which.get(i)] = said.get(i);
        }
    }

    private ObjectNode records(List<Write> writes, boolean byId) throws PeerException {
        ObjectNode body = JSON.createObjectNode().put("allOrNone", false);
        ArrayNode records = body.putArray("records");
        for (Write write : writes) {
            ObjectNode record = records.addObject();
            record.putObject("attributes").put("type", write.model());
            if (byId) {
                record.put("id", write.remoteId().orElseThrow());
            }
            fields(record, write);
        }
        return body;
    }

    private List<Outcome> results(CrmAnswer answer, List<Write> writes, boolean byId) throws PeerException {
        JsonNode results = SalesforceFailures.whole(answer).json();
        if (!results.isArray() || results.size() != writes.size()) {
            throw answer.inDoubt(results.size() + " results for " + writes.size() + " records");
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            JsonNode result = results.path(i);
            if (result.path("success").asBoolean(false)) {
                outcomes.add(new Outcome.Done(result.path("id").asString(""), Optional.empty()));
            } else {
                outcomes.add(outcome(writes.get(i), result.path("errors").path(0), "statusCode", byId));
            }
        }
        return outcomes;
    }

    private Outcome outcome(Write write, JsonNode error, String codeName, boolean byId) {
        return SalesforceFailures.outcome(
                write,
                keyField(write.model()),
                error.path(codeName).asString("UNKNOWN"),
                error.path("message").asString(""),
                error.path("fields"),
                byId);
    }

    private ObjectNode fields(ObjectNode record, Write write) throws PeerException {
        record.put(keyField(write.model()), write.key());
        for (Map.Entry<String, Value> field : write.fields().entrySet()) {
            SalesforceValues.put(record, field.getKey(), field.getValue(), targetKey(field.getValue()));
        }
        return record;
    }

    private Optional<String> targetKey(Value value) {
        return value instanceof Value.Link link
                ? Optional.ofNullable(settings.models().get(link.model())).map(SalesforceSettings.Model::keyField)
                : Optional.empty();
    }

    private String keyField(String model) {
        return Objects.requireNonNull(settings.models().get(model), model).keyField();
    }
}
