package io.tagline.hub.crm.dynamics;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.http.CrmWords;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Write;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a batch. Records that aren't known to be there go by {@code UpsertMultiple}, which counts as one request and does all or nothing;
 * where it does nothing, and for records with an id, {@code $batch} tells of each on its own. Safe for any thread.
 */
final class DynamicsWriting {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DynamicsSession session;
    private final DynamicsRows rows;
    private final DynamicsReading reading;

    DynamicsWriting(DynamicsSession session, DynamicsRows rows, DynamicsReading reading) {
        this.session = session;
        this.rows = rows;
        this.reading = reading;
    }

    List<Outcome> write(List<Write> writes) throws PeerException {
        Outcome[] outcomes = new Outcome[writes.size()];
        for (int i = 0; i < outcomes.length; i++) {
            if (!DynamicsRows.fit(writes.get(i).key())) {
                outcomes[i] =
                        new Outcome.Refused("KEY", "Dataverse finds no record by a key with / < > * % & : \\ ? + #");
            }
        }
        List<Integer> fresh = open(outcomes).stream()
                .filter(i -> writes.get(i).remoteId().isEmpty())
                .toList();
        if (fresh.size() > 1) {
            multiple(writes, fresh, outcomes);
        }
        List<Integer> rest = open(outcomes);
        if (!rest.isEmpty()) {
            batch(writes, rest, outcomes);
        }
        return List.of(outcomes);
    }

    private static List<Integer> open(Outcome[] outcomes) {
        return IntStream.range(0, outcomes.length)
                .filter(i -> outcomes[i] == null)
                .boxed()
                .toList();
    }

    /** Leaves all of them open if one spoilt it for the others. */
    private void multiple(List<Write> writes, List<Integer> which, Outcome[] outcomes) throws PeerException {
        String model = writes.get(0).model();
        ObjectNode body = JSON.createObjectNode();
        ArrayNode targets = body.putArray("Targets");
        for (int i : which) {
            Write write = writes.get(i);
            targets.add(rows.fields(write)
                    .put("@odata.type", "Microsoft.Dynamics.CRM." + model)
                    .put("@odata.id", rows.byKey(model, write.key())));
        }
        CrmAnswer answer = session.post(
                "/" + rows.model(model).set() + "/Microsoft.Dynamics.CRM.UpsertMultiple",
                "application/json; charset=utf-8",
                body.toString(),
                Map.of());
        if (DynamicsFailures.rolledBack(answer)) {
            return;
        }
        DynamicsFailures.whole(answer);
        Map<String, String> ids = new HashMap<>();
        try {
            List<String> keys = which.stream().map(i -> writes.get(i).key()).toList();
            for (Found found : reading.any(model, rows.model(model).keyColumn(), keys, Set.of())) {
                ids.put(found.key().orElse("").toLowerCase(Locale.ROOT), found.remoteId());
            }
        } catch (PeerException notRead) {
            ids.clear();
        }
        for (int i : which) {
            String id = ids.get(writes.get(i).key().toLowerCase(Locale.ROOT));
            // no version: somebody may have changed it before we read it
            outcomes[i] = id != null
                    ? new Outcome.Done(id, Optional.empty())
                    : new Outcome.Later("written, but its id couldn't be read", Optional.empty());
        }
    }

    private void batch(List<Write> writes, List<Integer> which, Outcome[] outcomes) throws PeerException {
        List<Outcome> said;
        try {
            Multipart batch = batch(writes, which);
            CrmAnswer answer =
                    session.post("/$batch", batch.type(), batch.whole(), Map.of("Prefer", "odata.continue-on-error"));
            said = said(answer, writes, which);
        } catch (PeerUnsureException unsure) {
            throw unsure;
        } catch (PeerException notDone) {
            if (IntStream.range(0, outcomes.length).noneMatch(i -> outcomes[i] instanceof Outcome.Done)) {
                throw notDone;
            }
            // what the request before this one did must be told
            said = which.stream()
                    .<Outcome>map(
                            i -> new Outcome.Later("the second request of the batch wasn't done", Optional.empty()))
                    .toList();
        }
        for (int i = 0; i < which.size(); i++) {
            outcomes[which.get(i)] = said.get(i);
        }
    }

    private Multipart batch(List<Write> writes, List<Integer> which) throws PeerException {
        Multipart batch = new Multipart("batch_" + UUID.randomUUID());
        for (int i : which) {
            Write write = writes.get(i);
            ObjectNode fields = rows.fields(write);
            String key = rows.model(write.model()).keyColumn();
            String address = write.remoteId()
                    .map(id -> rows.byId(write.model(), id))
                    .orElseGet(() -> rows.byKey(write.model(), write.key()));
            Map<String, String> headers = new HashMap<>();
            headers.put("Prefer", "return=representation");
            if (write.remoteId().isPresent()) {
                fields.put(key, write.key());
                // * keeps a record that was deleted from being made again
                headers.put("If-Match", write.seenVersion().orElse("*"));
            }
            batch.add("PATCH", DynamicsSession.API + "/" + address + "?$select=" + key, headers, fields.toString());
        }
        return batch;
    }

    private List<Outcome> said(CrmAnswer answer, List<Write> writes, List<Integer> which) throws PeerException {
        DynamicsFailures.whole(answer);
        List<Multipart.Part> parts =
                Multipart.parts(answer.header("Content-Type").orElse(""), answer.text());
        if (parts.size() != which.size()) {
            throw answer.inDoubt(parts.size() + " answers to " + which.size() + " requests");
        }
        List<Outcome> outcomes = new ArrayList<>();
        int unknownColumns = 0;
        String unknown = "";
        for (int i = 0; i < parts.size(); i++) {
            Multipart.Part part = parts.get(i);
            Write write = writes.get(which.get(i));
            if (part.status() / 100 == 2) {
                JsonNode row = JSON.readTree(part.body());
                outcomes.add(new Outcome.Done(
                        row.path(rows.model(write.model()).idColumn()).asString(""),
                        Optional.of(row.path("@odata.etag").asString("")).filter(etag -> !etag.isEmpty())));
            } else {
                JsonNode error = DynamicsFailures.error(part.body().getBytes(StandardCharsets.UTF_8));
                outcomes.add(DynamicsFailures.outcome(write, part.status(), error));
                if (DynamicsFailures.schema(error)) {
                    unknownColumns++;
                    unknown = error.path("message").asString("");
                }
            }
        }
        if (unknownColumns == parts.size()) {
            throw new PeerClosedException(
                    PeerClosedException.Why.SCHEMA,
                    answer.request().where() + " has other columns" + CrmWords.about(answer.request(), unknown));
        }
        return outcomes;
    }
}
