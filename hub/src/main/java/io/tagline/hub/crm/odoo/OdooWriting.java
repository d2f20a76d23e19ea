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
        OdooBatch batch = new OdooBatch(writes);
        compare(batch);
        ObjectNode[] vals = new ObjectNode[writes.size()];
        for (int i : batch.open(all -> true)) {
            vals[i] = vals(batch, i);
        }
        create(batch, vals, batch.open(write -> write.remoteId().isEmpty()), false);
        for (int i : batch.open(all -> true)) {
            update(batch, vals[i], i);
        }
        return versioned(batch.model(), batch.outcomes());
    }

    private static boolean careful(Write write) {
        return write.seenVersion().isPresent() && write.remoteId().isPresent();
    }

    private void compare(OdooBatch batch) throws PeerException {
        List<Integer> seen = batch.open(OdooWriting::careful);
        if (seen.isEmpty()) {
            return;
        }
        List<String> ids =
                seen.stream().map(i -> batch.write(i).remoteId().orElseThrow()).toList();
        Map<String, Found> now = reading.ids(batch.model(), ids, Set.of()).stream()
                .collect(Collectors.toMap(Found::remoteId, Function.identity(), (one, same) -> one));
        for (int i : seen) {
            Write write = batch.write(i);
            Found found = now.get(write.remoteId().orElseThrow());
            if (found == null) {
                batch.settle(i, new Outcome.Gone());
            } else if (!found.version().equals(write.seenVersion())) {
                batch.settle(i, new Outcome.Changed());
            }
        }
    }

    /** A link whose record isn't there yet comes later. */
    private ObjectNode vals(OdooBatch batch, int index) throws PeerException {
        Write write = batch.write(index);
        ObjectNode vals = JSON.createObjectNode().put(model(write).keyField(), write.key());
        for (Map.Entry<String, Value> field : write.fields().entrySet()) {
            if (field.getValue() instanceof Value.Link link) {
                Optional<String> id = link.remoteId().isPresent()
                        ? link.remoteId()
                        : reading.keys(link.model(), List.of(link.key()), Set.of()).stream()
                                .map(Found::remoteId)
                                .findFirst();
                if (id.isEmpty() || !id.get().matches("[0-9]{1,18}")) {
                    batch.settle(
                            index,
                            new Outcome.Later(
                                    "no " + link.model() + " has the key of " + field.getKey(), Optional.empty()));
                } else {
                    vals.put(field.getKey(), Long.parseLong(id.get()));
                }
            } else {
                OdooValues.put(vals, field.getKey(), field.getValue());
            }
        }
        return vals;
    }

    /** @param looked whether it is known that none of their keys was there before */
    private void create(OdooBatch batch, ObjectNode[] vals, List<Integer> wanted, boolean looked) throws PeerException {
        List<Integer> which = batch.mayGo(wanted);
        if (which.isEmpty()) {
            return;
        }
        try {
            List<String> ids = created(batch, vals, which);
            for (int i = 0; i < which.size(); i++) {
                batch.settle(which.get(i), new Outcome.Done(ids.get(i), Optional.empty()));
            }
        } catch (OdooFaultException fault) {
            notCreated(batch, vals, which, looked, fault);
        } catch (PeerException notDone) {
            batch.stop(which, notDone);
        }
    }

    private List<String> created(OdooBatch batch, ObjectNode[] vals, List<Integer> which)
            throws PeerException, OdooFaultException {
        ObjectNode arguments = JSON.createObjectNode();
        ArrayNode list = arguments.putArray("vals_list");
        which.forEach(i -> list.add(vals[i]));
        JsonNode ids = session.call(batch.model(), "create", arguments, true);
        if (!ids.isArray() || ids.size() != which.size()) {
            throw new PeerUnsureException(
                    batch.model() + ".create answers " + ids.size() + " ids for " + which.size() + " records");
        }
        return ids.valueStream().map(id -> id.asString("")).toList();
    }

    /** None of them is there now by this call. */
    private void notCreated(
            OdooBatch batch, ObjectNode[] vals, List<Integer> which, boolean looked, OdooFaultException fault)
            throws PeerException {
        if (fault.schema()) {
            batch.stop(which, OdooSession.closed(fault, batch.model() + ".create"));
            return;
        }
        if (fault.passing()) {
            which.forEach(i -> batch.settle(i, new Outcome.Later(fault.name(), Optional.empty())));
            return;
        }
        if (!looked) {
            List<Integer> existing;
            try {
                existing = existing(batch, which);
            } catch (PeerException unread) {
                batch.stop(which, unread);
                return;
            }
            if (!existing.isEmpty()) {
                existing.forEach(i -> batch.settle(i, new Outcome.Exists()));
                create(batch, vals, which.stream().filter(batch::isOpen).toList(), true);
                return;
            }
        }
        if (which.size() == 1) {
            batch.settle(which.get(0), refused(batch.write(which.get(0)), fault));
        } else {
            int middle = which.size() / 2;
            create(batch, vals, which.subList(0, middle), true);
            create(batch, vals, which.subList(middle, which.size()), true);
        }
    }

    /**
     * Those whose keys are there. Odoo tells a second record of a key in the words of whoever made the constraint, and of no record in
     * particular: looking for them tells more.
     */
    private List<Integer> existing(OdooBatch batch, List<Integer> which) throws PeerException {
        Set<String> keys = which.stream().map(i -> batch.write(i).key()).collect(Collectors.toSet());
        Set<String> there = reading.keys(batch.model(), keys, Set.of()).stream()
                .flatMap(found -> found.key().stream())
                .collect(Collectors.toSet());
        return which.stream().filter(i -> there.contains(batch.write(i).key())).toList();
    }

    private void update(OdooBatch batch, ObjectNode vals, int index) throws PeerException {
        if (batch.mayGo(List.of(index)).isEmpty()) {
            return;
        }
        Write write = batch.write(index);
        String id = write.remoteId().orElseThrow();
        if (!id.matches("[0-9]{1,18}")) {
            batch.settle(index, new Outcome.Gone());
            return;
        }
        ObjectNode arguments = JSON.createObjectNode();
        arguments.putArray("ids").add(Long.parseLong(id));
        arguments.set("vals", vals);
        try {
            JsonNode unused = session.call(write.model(), "write", arguments, true);
            batch.settle(index, new Outcome.Done(id, Optional.empty()));
        } catch (OdooFaultException fault) {
            if (fault.schema()) {
                batch.stop(List.of(index), OdooSession.closed(fault, write.model() + ".write"));
            } else {
                batch.settle(index, fault.gone() ? new Outcome.Gone() : refused(write, fault));
            }
        } catch (PeerException notDone) {
            batch.stop(List.of(index), notDone);
        }
    }

    private static Outcome refused(Write write, OdooFaultException fault) {
        return fault.passing()
                ? new Outcome.Later(fault.name(), Optional.empty())
                : new Outcome.Refused(fault.name(), CrmWords.of(fault.words(), write));
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
