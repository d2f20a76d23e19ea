package io.tagline.hub.crm;

import io.tagline.hub.crm.ReconciliationsTable.Phase;
import io.tagline.hub.crm.ReconciliationsTable.Run;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Compares both sides, page by page: first each record there with ours, then looks for those of ours that were not met. How far it got
 * is kept, so it goes on after a restart. Confined to its CRM's thread for what comes in.
 */
final class Reconciler {
    private static final int PAGE = 200;
    private static final int OURS_AT_ONCE = 100;

    private final Transactions transactions;
    private final CrmConnection crm;
    private final String id;
    private final PeerDoor door;
    private final Reading reading;
    private final InboundSetup setup;
    private final Planner planner;

    Reconciler(Transactions transactions, CrmConnection crm, PeerDoor door, Reading reading, InboundSetup setup) {
        this.transactions = transactions;
        this.crm = crm;
        this.id = crm.setup().id();
        this.door = door;
        this.reading = reading;
        this.setup = setup;
        this.planner = new Planner(crm);
    }

    /** Each model that has records on both sides, and can be read there, is compared; what runs goes on. */
    static void begin(Tx tx, CrmConnection crm, Instant now) {
        Set<String> models = new TreeSet<>(LinksTable.models(tx, crm.setup().id()));
        crm.mapping().pulls().forEach(pull -> models.add(pull.model()));
        models.stream()
                .filter(crm::reads)
                .forEach(model -> ReconciliationsTable.begin(tx, crm.setup().id(), model, now));
    }

    /** Does a page of what is due; true if there is more. */
    boolean turn(Instant now) throws PeerException, InterruptedException {
        Optional<Run> running = transactions.read(tx -> ReconciliationsTable.running(tx, id));
        if (running.isEmpty()) {
            beginIfDue(now);
            return false;
        }
        if (!crm.reads(running.get().model())) {
            // the settings have changed since it began
            transactions.write(tx -> {
                ReconciliationsTable.end(tx, running.get(), now);
                return null;
            });
        } else {
            String what = "comparison of " + running.get().model();
            if (!reading.mayTry(what, now)) {
                return false;
            }
            try {
                step(running.get(), now);
                reading.worked(what);
            } catch (PeerClosedException e) {
                if (!Reading.isOfOne(e)) {
                    throw e;
                }
                reading.failed(what, e, now);
            } catch (RuntimeException e) {
                if (!Reading.isOfOne(e)) {
                    throw e;
                }
                reading.failed(what, e, now);
            }
        }
        return true;
    }

    private void step(Run run, Instant now) throws PeerException, InterruptedException {
        if (run.phase() == Phase.OURS) {
            ours(run, now);
        } else {
            theirs(run, now);
        }
    }

    private void beginIfDue(Instant now) {
        boolean due = !setup.compareEvery().isZero()
                && transactions
                        .read(tx -> ReconciliationsTable.newestStart(tx, id))
                        .filter(last -> last.plus(setup.compareEvery()).isAfter(now))
                        .isEmpty();
        if (due) {
            transactions.write(tx -> {
                StatesTable.Row unused = StatesTable.hold(tx, id).orElseThrow();
                begin(tx, crm, now);
                return null;
            });
        }
    }

    private void theirs(Run run, Instant now) throws PeerException, InterruptedException {
        List<Found> page = door.ask(
                peer -> peer.keyed(run.model(), run.after(), crm.mapping().fieldsToRead(run.model()), PAGE));
        transactions.write(tx -> {
            StatesTable.Row unused = StatesTable.hold(tx, id).orElseThrow();
            Differences met = new Differences();
            if (page.isEmpty()) {
                ReconciliationsTable.advance(tx, run, Phase.OURS, Optional.empty(), met);
                return null;
            }
            Map<String, Linked> links = LinksTable.byRemoteId(
                    tx, id, run.model(), page.stream().map(Found::remoteId).toList());
            List<Linked> seen = new ArrayList<>();
            String before = run.after().orElse("");
            for (Found found : page) {
                String key = found.key().orElse("");
                met.theirs++;
                Optional<Linked> link = Optional.ofNullable(links.get(found.remoteId()));
                link.ifPresent(seen::add);
                if (link.isPresent()) {
                    compare(tx, found, link.get(), met, now);
                } else if (key.equals(before)
                        || LinksTable.find(tx, id, run.model(), key).isPresent()) {
                    met.duplicate(key, found.remoteId());
                } else {
                    met.missingHere(key, found.remoteId());
                }
                before = key;
            }
            LinksTable.compared(tx, id, seen, now);
            ReconciliationsTable.advance(tx, run, Phase.THEIRS, Optional.of(before), met);
            return null;
        });
    }

    private void compare(Tx tx, Found found, Linked link, Differences met, Instant now) {
        Optional<Record> record = crm.mapping().record(tx, link.target());
        if (record.isEmpty()) {
            met.missingHere(link.key(), link.remoteId());
            return;
        }
        if (pending(tx, link.target())) {
            return;
        }
        List<String> fields = new ArrayList<>();
        boolean own = false;
        boolean shared = false;
        for (Map.Entry<String, Value> field : record.get().fields().entrySet()) {
            String name = field.getKey();
            Value theirs = found.fields().getOrDefault(name, new Value.Nothing());
            Owner owner = record.get().owner(name);
            boolean same = owner == Owner.HUB
                    ? ValueText.same(LinksTable.resolved(tx, id, field.getValue()), theirs)
                    : Verdict.of(owner, field.getValue(), theirs, link.base().orElseGet(TreeMap::new), name)
                            == Verdict.SAME;
            if (!same) {
                fields.add(name);
                own |= owner == Owner.HUB;
                shared |= owner != Owner.HUB;
            }
        }
        if (fields.isEmpty()) {
            return;
        }
        met.different(link.key(), link.remoteId(), fields);
        if (shared) {
            // as if it had changed just now
            InboxTable.put(tx, id, link.model(), link.remoteId(), "", Arrival.later("compared"), 0, now, now);
        }
        if (own && setup.repair()) {
            met.repaired++;
            planner.compare(tx, List.of(link.target()), now);
        }
    }

    private boolean pending(Tx tx, Target target) {
        return OperationsTable.find(tx, id, OperationKey.of(target.id(), id, target.place()))
                .filter(operation -> !operation.hasEnded())
                .isPresent();
    }

    /** Those that a first sync would send, and that were not met. */
    private void ours(Run run, Instant now) {
        transactions.write(tx -> {
            StatesTable.Row unused = StatesTable.hold(tx, id).orElseThrow();
            List<Entity> entities = entities(tx, run.model());
            String[] after = run.after().orElse("").split(" ", -1);
            int at = after.length < 2
                    ? 0
                    : Math.max(0, entities.indexOf(Entity.ofCode(after[0]).orElse(Entity.CUSTOMER)));
            if (at >= entities.size()) {
                ReconciliationsTable.end(tx, run, now);
                return null;
            }
            Entity entity = entities.get(at);
            Optional<UUID> last =
                    after.length < 2 || after[1].isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(after[1]));
            List<Target> page = crm.mapping().all(tx, entity, last, OURS_AT_ONCE);
            Differences met = new Differences();
            page.forEach(target -> look(tx, run, target, met, now));
            Optional<String> next = page.isEmpty()
                    ? at + 1 < entities.size()
                            ? Optional.of(entities.get(at + 1).code() + " ")
                            : Optional.empty()
                    : Optional.of(
                            entity.code() + " " + page.get(page.size() - 1).id());
            ReconciliationsTable.advance(tx, run, Phase.OURS, next, met);
            if (next.isEmpty()) {
                ReconciliationsTable.end(tx, run, now);
            }
            return null;
        });
    }

    private List<Entity> entities(Tx tx, String model) {
        Set<Entity> entities = new TreeSet<>(LinksTable.entities(tx, id, model));
        crm.mapping().pulls().stream()
                .filter(pull -> pull.model().equals(model))
                .forEach(pull -> entities.add(pull.entity()));
        return List.copyOf(entities);
    }

    private void look(Tx tx, Run run, Target target, Differences met, Instant now) {
        Optional<Record> record = crm.mapping()
                .record(tx, target)
                .filter(ours -> !ours.appended() && ours.model().equals(run.model()));
        if (record.isEmpty()) {
            return;
        }
        met.ours++;
        boolean isThere = LinksTable.seenSince(tx, id, run.model(), record.get().key(), run.startedAt());
        if (!isThere && !pending(tx, target)) {
            met.missingThere(record.get().key());
            if (setup.repair()) {
                met.repaired++;
                planner.compare(tx, List.of(target), now);
            }
        }
    }
}
