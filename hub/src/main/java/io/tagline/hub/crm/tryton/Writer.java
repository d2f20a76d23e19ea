package io.tagline.hub.crm.tryton;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes one batch: what is new in one call, what was there in another. Tryton does a call whole or not at all, so a batch that it
 * refuses is halved until the record is found that it is about. Confined to one call of the peer.
 */
final class Writer {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern LABEL = Pattern.compile("for field \"([^\"]+)\" in \"");

    private final TrytonRpc rpc;
    private final Fields fields;
    private final Reader reader;
    private final TrytonModel model;
    private final ObjectNode context;
    private final long endNanos;
    private final List<Outcome> outcomes;
    private final Map<String, Integer> heldBack = new HashMap<>();
    private boolean somethingDone;
    private Optional<Outcome.Later> stopped = Optional.empty();

    /** @param longest after which no further request is begun */
    Writer(
            TrytonRpc rpc,
            Fields fields,
            Reader reader,
            TrytonModel model,
            ObjectNode context,
            Duration longest,
            int size) {
        this.rpc = rpc;
        this.fields = fields;
        this.reader = reader;
        this.model = model;
        this.context = context;
        this.endNanos = System.nanoTime() + longest.toNanos();
        this.outcomes = new ArrayList<>(Collections.nCopies(size, new Outcome.Later("not sent", Optional.empty())));
    }

    /** What became of them, in the order of the writes that the drafts were made from. */
    List<Outcome> write(List<Draft> drafts) throws PeerException {
        List<Draft.Ready> creates = new ArrayList<>();
        List<Draft.Ready> updates = new ArrayList<>();
        for (Draft draft : drafts) {
            if (draft instanceof Draft.Settled settled) {
                settle(settled.index(), settled.outcome());
                settled.line().ifPresent(line -> hold(line, settled.index()));
            } else if (draft instanceof Draft.Ready ready) {
                (ready.id().isPresent() ? updates : creates).add(ready);
            }
        }
        send(creates);
        send(updates);
        versions(drafts);
        return List.copyOf(outcomes);
    }

    private void settle(int index, Outcome outcome) {
        outcomes.set(index, outcome);
    }

    private void send(List<Draft.Ready> group) throws PeerException {
        List<Draft.Ready> left = group.stream().filter(this::mayGo).toList();
        if (left.isEmpty()) {
            return;
        }
        if (System.nanoTime() > endNanos && somethingDone) {
            stop(new Outcome.Later("the batch took too long one by one", Optional.empty()));
        }
        if (stopped.isPresent()) {
            left.forEach(it -> settle(it.index(), stopped.get()));
            return;
        }
        try {
            List<String> ids = left.get(0).id().isPresent() ? updated(left) : created(left);
            somethingDone = true;
            for (int i = 0; i < left.size(); i++) {
                settle(left.get(i).index(), new Outcome.Done(ids.get(i), Optional.empty()));
            }
        } catch (TrytonFault fault) {
            if (left.size() > 1) {
                send(left.subList(0, left.size() / 2));
                send(left.subList(left.size() / 2, left.size()));
            } else {
                single(left.get(0), fault);
            }
        } catch (PeerException e) {
            failed(left, e);
        }
    }

    /** What follows a record that wasn't written, in a line that is to be in order, waits for it. */
    private boolean mayGo(Draft.Ready draft) {
        Optional<Integer> held = draft.line().map(heldBack::get);
        if (held.isEmpty() || held.get() > draft.index()) {
            return true;
        }
        settle(draft.index(), new Outcome.Later("waits for the entry before it", Optional.empty()));
        return false;
    }

    private void hold(String line, int index) {
        heldBack.merge(line, index, Math::min);
    }

    private void failed(List<Draft.Ready> left, PeerException e) throws PeerException {
        if (e instanceof PeerUnsureException || !somethingDone) {
            throw e;
        }
        Optional<Duration> after = e instanceof PeerBusyException busy ? busy.after() : Optional.empty();
        stop(new Outcome.Later(String.valueOf(e.getMessage()), after));
        left.forEach(it -> settle(it.index(), stopped.orElseThrow()));
    }

    private void stop(Outcome.Later later) {
        stopped = Optional.of(later);
    }

    private void single(Draft.Ready draft, TrytonFault fault) throws PeerException {
        try {
            settle(draft.index(), judged(draft, fault));
        } catch (PeerException e) {
            failed(List.of(draft), e);
        }
        draft.line().ifPresent(line -> hold(line, draft.index()));
    }

    private Outcome judged(Draft.Ready draft, TrytonFault fault) throws PeerException {
        return switch (fault.kind()) {
            case RIGHTS, UNKNOWN_NAME -> {
                fields.forget();
                throw fault.whole(model.name(), texts(draft));
            }
            case CHANGED -> new Outcome.Changed();
            case GONE -> gone(draft) ? new Outcome.Gone() : refused(draft, fault);
            case NOT_NOW -> new Outcome.Later(fault.saidOf(texts(draft)), Optional.empty());
            case REFUSED -> draft.id().isEmpty() && taken(draft) ? new Outcome.Exists() : refused(draft, fault);
        };
    }

    /** Whether the key is why: asked for, as the words of the refusal are the CRM's to change. */
    private boolean taken(Draft.Ready draft) throws PeerException {
        if (model.keys() != Keys.UNIQUE) {
            return false;
        }
        ArrayNode domain =
                Rows.domain(model.keyField(), "=", JSON.stringNode(draft.write().key()));
        return !Rows.searched(rpc, model.name(), domain, Optional.of(1), JSON.arrayNode(), Set.of("id"), context)
                .isEmpty();
    }

    /** Whether it is the record itself that isn't there, rather than one that it leads to. */
    private boolean gone(Draft.Ready draft) throws PeerException {
        return draft.id().isPresent()
                && reader.byIds(model, List.of(draft.id().get()), Set.of(), context)
                        .isEmpty();
    }

    private Outcome.Refused refused(Draft.Ready draft, TrytonFault fault) {
        String said = fault.saidOf(texts(draft));
        Matcher label = LABEL.matcher(said);
        Optional<String> field = label.find() ? named(label.group(1)) : Optional.empty();
        return new Outcome.Refused(fault.code(), field.map(it -> it + ": ").orElse("") + said);
    }

    private static List<String> texts(Draft.Ready draft) {
        List<String> texts = new ArrayList<>();
        for (Value value : draft.write().fields().values()) {
            if (value instanceof Value.Text text) {
                texts.add(text.text());
            }
        }
        return texts;
    }

    private Optional<String> named(String label) {
        Optional<String> own = fields.named(model.name(), label);
        for (Part part : model.parts()) {
            own = own.or(() -> fields.named(part.model(), label).map(part::ownersField));
        }
        return own;
    }

    private List<String> created(List<Draft.Ready> group) throws PeerException, TrytonFault {
        ArrayNode records = JSON.arrayNode();
        group.forEach(it -> records.add(it.values()));
        JsonNode ids = rpc.call(model.name(), "create", JSON.arrayNode().add(records), context, true);
        if (ids.size() != group.size()) {
            throw new PeerUnsureException(model.name() + " create of " + group.size() + " records: Tryton answers with "
                    + ids.size() + " numbers");
        }
        List<String> made = new ArrayList<>();
        ids.forEach(id -> made.add(String.valueOf(id.asLong())));
        return made;
    }

    private List<String> updated(List<Draft.Ready> group) throws PeerException, TrytonFault {
        ArrayNode params = JSON.arrayNode();
        ObjectNode stamps = JSON.objectNode();
        List<String> ids = new ArrayList<>();
        for (Draft.Ready draft : group) {
            long id = draft.id().orElseThrow();
            ids.add(String.valueOf(id));
            if (!draft.values().isEmpty()) {
                params.add(JSON.arrayNode().add(id)).add(draft.values());
            }
            draft.timestamp().ifPresent(stamp -> stamps.put(model.name() + "," + id, stamp));
        }
        if (!params.isEmpty()) {
            ObjectNode guarded = context.deepCopy();
            guarded.set("_timestamp", stamps);
            rpc.call(model.name(), "write", params, guarded, true);
        }
        return ids;
    }

    /** By what the records are told from later states; where that can't be read, nothing is said of it. */
    private void versions(List<Draft> drafts) {
        if (model.keys() == Keys.IN_TEXT) {
            return;
        }
        Map<Long, Integer> done = new HashMap<>();
        Set<String> wanted = new TreeSet<>();
        for (Draft draft : drafts) {
            if (draft instanceof Draft.Ready ready && outcomes.get(ready.index()) instanceof Outcome.Done it) {
                done.put(Long.parseLong(it.remoteId()), ready.index());
                ready.write().fields().keySet().stream()
                        .filter(name -> Reader.part(model, name).isPresent())
                        .forEach(wanted::add);
            }
        }
        if (done.isEmpty()) {
            return;
        }
        try {
            long us = rpc.session().user();
            for (Reader.Dated row : reader.dated(model, done.keySet(), wanted, context)) {
                Found found = row.found();
                Integer index = done.get(Long.parseLong(found.remoteId()));
                // somebody was faster than our second look: their version isn't what we wrote
                if (index != null && row.changedBy() == us) {
                    settle(index, new Outcome.Done(found.remoteId(), found.version()));
                }
            }
        } catch (PeerException e) {
            // they are written all the same
        }
    }
}
