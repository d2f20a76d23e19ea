package io.tagline.hub.crm.odoo;

import io.tagline.hub.crm.http.CrmWords;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.util.ArrayList;
import java.util.HashMap;
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
 * Writes a batch: new records in one {@code create}, which does all or nothing and is halved until the one to blame is found; records with an
 * id one by one. Odoo has no conditional writes: versions are compared just before. Safe for any thread.
 */
final class OdooWriting {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final OdooSession session;
    private final OdooReading reading;
    private final OdooSettings settings;

    OdooWriting(OdooSession session, OdooReading reading, OdooSettings settings) {
        this.session = session;
        this.reading = reading;
        this.settings = settings;
    }

    List<Outcome> write(List<Write> writes) throws PeerException {
        Outcome[] outcomes = new Outcome[writes.size()];
        compare(writes, outcomes);
        ObjectNode[] vals = new ObjectNode[writes.size()];
        for (int i = 0; i < vals.length; i++) {
            if (outcomes[i] == null) {
                vals[i] = vals(writes.get(i), i, outcomes);
            }
        }
        List<Integer> fresh = IntStream.range(0, outcomes.length)
                .filter(i -> outcomes[i] == null && writes.get(i).remoteId().isEmpty())
                .boxed()
                .toList();
        if (!fresh.isEmpty()) {
            create(writes, vals, fresh, outcomes);
        }
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] == null) {
                update(writes.get(i), vals[i], i, outcomes);
            }
        }
        return versioned(writes.get(0).model(), List.of(outcomes));
    }

    private static boolean careful(Write write) {
        return write.seenVersion().isPresent() && write.remoteId().isPresent();
    }

    private void compare(List<Write> writes, Outcome[] outcomes) throws PeerException {
        List<String> ids = writes.stream()
                .filter(OdooWriting::careful)
                .map(write -> write.remoteId().orElseThrow())
                .toList();
        if (ids.isEmpty()) {
            return;
        }
        Map<String, Found> now = reading.ids(writes.get(0).model(), ids, Set.of()).stream()
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

    /** A link whose record isn't there yet comes later. */
    private ObjectNode vals(Write write, int index, Outcome[] outcomes) throws PeerException {
        ObjectNode vals = JSON.createObjectNode().put(model(write).keyField(), write.key());
        for (Map.Entry<String, Value> field : write.fields().entrySet()) {
            if (field.getValue() instanceof Value.Link link) {
                Optional<String> id = link.remoteId().isPresent()
                        ? link.remoteId()
                        : reading.keys(link.model(), List.of(link.key()), Set.of()).stream()
                                .map(Found::remoteId)
                                .findFirst();
                if (id.isEmpty() || !id.get().matches("[0-9]{1,18}")) {
                    outcomes[index] = new Outcome.Later(
                            "no " + link.model() + " has the key of " + field.getKey(), Optional.empty());
                } else {
                    vals.put(field.getKey(), Long.parseLong(id.get()));
                }
            } else {
                OdooValues.put(vals, field.getKey(), field.getValue());
            }
        }
        return vals;
    }

    private void create(List<Write> writes, ObjectNode[] vals, List<Integer> which, Outcome[] outcomes)
            throws PeerException {
        String model = writes.get(0).model();
        ObjectNode arguments = JSON.createObjectNode();
        ArrayNode list = arguments.putArray("vals_list");
        which.forEach(i -> list.add(vals[i]));
        JsonNode ids;
        try {
            ids = session.call(model, "create", arguments, true);
        } catch (OdooFaultException fault) {
            if (fault.schema()) {
                notDone(which, outcomes, OdooSession.closed(fault, model + ".create"));
            } else if (which.size() == 1) {
                outcomes[which.get(0)] = refused(writes.get(which.get(0)), fault);
            } else if (fault.passing()) {
                which.forEach(i -> outcomes[i] = new Outcome.Later(fault.name(), Optional.empty()));
            } else {
                int middle = which.size() / 2;
                create(writes, vals, which.subList(0, middle), outcomes);
                create(writes, vals, which.subList(middle, which.size()), outcomes);
            }
            return;
        } catch (PeerUnsureException unsure) {
            throw unsure;
        } catch (PeerException later) {
            notDone(which, outcomes, later);
            return;
        }
        if (!ids.isArray() || ids.size() != which.size()) {
            throw new PeerUnsureException(
                    model + ".create answers " + ids.size() + " ids for " + which.size() + " records");
        }
        for (int i = 0; i < which.size(); i++) {
            outcomes[which.get(i)] = new Outcome.Done(ids.path(i).asString(""), Optional.empty());
        }
    }

    private void update(Write write, ObjectNode vals, int index, Outcome[] outcomes) throws PeerException {
        String id = write.remoteId().orElseThrow();
        if (!id.matches("[0-9]{1,18}")) {
            outcomes[index] = new Outcome.Gone();
            return;
        }
        ObjectNode arguments = JSON.createObjectNode();
        arguments.putArray("ids").add(Long.parseLong(id));
        arguments.set("vals", vals);
        try {
            session.call(write.model(), "write", arguments, true);
            outcomes[index] = new Outcome.Done(id, Optional.empty());
        } catch (OdooFaultException fault) {
            if (fault.schema()) {
                notDone(List.of(index), outcomes, OdooSession.closed(fault, write.model() + ".write"));
            } else {
                outcomes[index] = fault.gone() ? new Outcome.Gone() : refused(write, fault);
            }
        } catch (PeerUnsureException unsure) {
            throw unsure;
        } catch (PeerException later) {
            notDone(List.of(index), outcomes, later);
        }
    }

    /** Odoo tells a second record of a key in the words of whoever made the constraint: looking for it tells more. */
    private Outcome refused(Write write, OdooFaultException fault) {
        if (fault.passing()) {
            return new Outcome.Later(fault.name(), Optional.empty());
        }
        boolean another;
        try {
            another = model(write).unique()
                    && reading.keys(write.model(), List.of(write.key()), Set.of()).stream()
                            .anyMatch(found -> !write.remoteId().equals(Optional.of(found.remoteId())));
        } catch (PeerException unread) {
            // not thrown: other records of the batch may be done
            return new Outcome.Later(fault.name(), Optional.empty());
        }
        return another ? new Outcome.Exists() : new Outcome.Refused(fault.name(), CrmWords.of(fault.words(), write));
    }

    /** What other calls of the batch did must be told; if none did anything, the whole batch wasn't done. */
    private static void notDone(List<Integer> which, Outcome[] outcomes, PeerException why) throws PeerException {
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Done) {
                which.forEach(
                        i -> outcomes[i] = new Outcome.Later("a call of the batch wasn't done", Optional.empty()));
                return;
            }
        }
        throw why;
    }

    private List<Outcome> versioned(String model, List<Outcome> outcomes) {
        List<String> ids = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Done done) {
                ids.add(done.remoteId());
            }
        }
        Map<String, String> versions = new HashMap<>();
        try {
            versions.putAll(ids.isEmpty() ? Map.of() : reading.versions(model, ids));
        } catch (PeerException unread) {
            return outcomes;
        }
        return outcomes.stream()
                .map(outcome -> outcome instanceof Outcome.Done done
                        ? new Outcome.Done(done.remoteId(), Optional.ofNullable(versions.get(done.remoteId())))
                        : outcome)
                .toList();
    }

    private OdooSettings.Model model(Write write) {
        return Objects.requireNonNull(settings.models().get(write.model()), write.model());
    }
}
