package io.tagline.hub.crm;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Takes in what records of a CRM say: what only they have changed changes here, what both have changed waits for a person, and what we
 * have written ourselves is known by being as we have it. Keeps nothing; safe for any thread.
 */
final class Arrivals {
    private final CrmConnection crm;
    private final String id;
    private final InboundSetup setup;
    private final HubSide hub;
    private final Conflicts conflicts;
    private final Planner planner;
    private final Viewer who;

    Arrivals(CrmConnection crm, InboundSetup setup, HubSide hub, Conflicts conflicts) {
        this.crm = crm;
        this.id = crm.setup().id();
        this.setup = setup;
        this.hub = hub;
        this.conflicts = conflicts;
        this.planner = new Planner(crm);
        this.who = new Viewer("crm:" + id, Set.of(), Optional.empty());
    }

    /**
     * Takes in one record. The CRM's row is held.
     *
     * @param readAt just before it was asked for: what was written since it does not show
     */
    Arrival take(Tx tx, Found found, Instant readAt, Instant now) {
        Optional<Linked> link =
                Optional.ofNullable(LinksTable.byRemoteId(tx, id, found.model(), List.of(found.remoteId()))
                        .get(found.remoteId()));
        if (link.isEmpty()) {
            return found.deleted() ? Arrival.DELETED : stranger(tx, found, now);
        }
        if (found.deleted()) {
            return Arrival.DELETED;
        }
        Target target = link.get().target();
        boolean underWay = OperationsTable.find(tx, id, OperationKey.of(target.id(), id, target.place()))
                .filter(operation ->
                        operation.state() == OperationState.SENT || operation.state() == OperationState.AMBIGUOUS)
                .isPresent();
        if (underWay || LinksTable.pushedSince(tx, id, link.get(), readAt)) {
            return Arrival.later("under-way");
        }
        Optional<Record> record = crm.mapping().record(tx, target);
        if (record.filter(ours -> comes(found, link.get(), ours)).isPresent()) {
            // what somebody here makes of it in this moment must not be written over unseen
            hub.hold(tx, target);
            record = crm.mapping().record(tx, target);
        }
        if (record.filter(Record::erased).isPresent()) {
            ConflictsTable.forget(tx, id, link.get().model(), link.get().key());
            return Arrival.ERASED;
        }
        return record.map(ours -> new Comparison(tx, found, link.get(), ours, now).take())
                .orElse(Arrival.SAME);
    }

    private static boolean comes(Found found, Linked link, Record record) {
        SortedMap<String, Value> base = link.base().orElseGet(TreeMap::new);
        return record.fields().entrySet().stream().anyMatch(field -> {
            String name = field.getKey();
            Value theirs = found.fields().getOrDefault(name, new Value.Nothing());
            return record.owner(name) != Owner.HUB
                    && Verdict.of(record.owner(name), field.getValue(), theirs, base, name) == Verdict.THEIRS;
        });
    }

    /** A record, there and here, and what both had last. */
    private final class Comparison {
        private final Tx tx;
        private final Found found;
        private final Linked link;
        private final Record record;
        private final Instant now;
        private final SortedMap<String, Value> base;
        private final List<String> taken = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private final Set<String> open = new HashSet<>();
        private boolean room = true;

        Comparison(Tx tx, Found found, Linked link, Record record, Instant now) {
            this.tx = tx;
            this.found = found;
            this.link = link;
            this.record = record;
            this.now = now;
            this.base = new TreeMap<>(link.base().orElseGet(TreeMap::new));
        }

        Arrival take() {
            boolean nothingPending =
                    link.pushed().filter(Fingerprint.of(record)::equals).isPresent();
            Set<String> read = crm.mapping().fieldsToRead(found.model());
            boolean push = false;
            for (Map.Entry<String, Value> field : record.fields().entrySet()) {
                String name = field.getKey();
                Value ours = LinksTable.resolved(tx, id, field.getValue());
                Value theirs = found.fields().getOrDefault(name, new Value.Nothing());
                if (record.owner(name) == Owner.HUB) {
                    if (nothingPending && read.contains(name) && !ValueText.same(ours, theirs)) {
                        conflict(name, ours, theirs);
                    }
                    continue;
                }
                switch (Verdict.of(record.owner(name), ours, theirs, base, name)) {
                    case SAME -> Base.agree(base, name, ours, theirs);
                    case OURS -> push |= ConflictsTable.agreed(tx, id, link.model(), link.key(), name, now);
                    case THEIRS -> come(name, theirs);
                    case CONFLICT -> conflict(name, ours, theirs);
                }
            }
            settle(nothingPending);
            if (push) {
                planner.compare(tx, List.of(link.target()), now);
            }
            if (!room) {
                // as it was, so that it is found again
                return Arrival.later("no-room");
            }
            return refused.isEmpty()
                    ? open.isEmpty() ? taken.isEmpty() ? Arrival.SAME : Arrival.TAKEN : Arrival.CONFLICT
                    : Arrival.refused(String.join("; ", refused));
        }

        private void come(String name, Value theirs) {
            try {
                apply(tx, found, link.target(), name, theirs, who);
                taken.add(name);
            } catch (IllegalArgumentException e) {
                refused.add(name + ": " + e.getMessage());
            }
        }

        private void conflict(String name, Value ours, Value theirs) {
            open.add(name);
            room &= conflicts.found(
                    tx,
                    id,
                    new Conflicts.Conflict(
                            link.target(),
                            link.model(),
                            link.key(),
                            link.remoteId(),
                            name,
                            record.owner(name),
                            Base.theirs(base, name),
                            ours,
                            theirs));
        }

        /** What both have by now; what came in is not sent back. */
        private void settle(boolean nothingPending) {
            for (ConflictView conflict : ConflictsTable.open(tx, id, link.model(), link.key())) {
                if (!open.contains(conflict.field())) {
                    boolean unused = ConflictsTable.agreed(tx, id, link.model(), link.key(), conflict.field(), now);
                }
            }
            Record after = taken.isEmpty()
                    ? record
                    : crm.mapping().record(tx, link.target()).orElse(record);
            for (String name : taken) {
                Value theirs = found.fields().getOrDefault(name, new Value.Nothing());
                Base.agree(base, name, after.fields().getOrDefault(name, new Value.Nothing()), theirs);
            }
            boolean level = refused.isEmpty() && open.stream().allMatch(name -> record.owner(name) == Owner.HUB);
            // the version of our own write is still that of what is there; a version of theirs may be two states'
            Optional<String> version = link.version()
                    .filter(ours ->
                            level && found.version().filter(ours::equals).isPresent());
            Linked agreed = new Linked(
                    link.model(),
                    link.key(),
                    link.remoteId(),
                    link.target(),
                    version,
                    nothingPending ? Optional.of(Fingerprint.of(after)) : link.pushed(),
                    Optional.of(base));
            LinksTable.agreed(tx, id, agreed);
        }
    }

    /** As {@link HubSide#hold}. */
    void hold(Tx tx, Target target) {
        hub.hold(tx, target);
    }

    /**
     * One field of a record there becomes ours.
     *
     * @throws IllegalArgumentException if it can't, with what was expected
     */
    void apply(Tx tx, Found found, Target target, String name, Value theirs, Viewer as) {
        SortedMap<String, Value> one = new TreeMap<>(Map.of(name, theirs));
        Found only =
                new Found(found.model(), found.remoteId(), found.key(), found.version(), found.changedAt(), false, one);
        Incoming incoming = crm.mapping()
                .incoming(only)
                .filter(said -> !said.fields().isEmpty())
                .orElseThrow(() -> new IllegalArgumentException("expected a value that the mapping knows"));
        incoming.fields().forEach((field, value) -> hub.change(tx, as, target, field, value));
    }

    /** A record that we know nothing of. */
    private Arrival stranger(Tx tx, Found found, Instant now) {
        if (found.key().isPresent()) {
            return Arrival.UNLINKED;
        }
        Optional<Incoming> incoming =
                crm.mapping().incoming(found).filter(said -> said.entity() == Entity.CUSTOMER && setup.newCustomers());
        if (incoming.isEmpty()) {
            return Arrival.IGNORED;
        }
        try {
            Optional<UUID> made =
                    hub.customer(tx, who, id, found.remoteId(), incoming.get().fields());
            made.ifPresent(customer -> link(tx, found, customer, now));
            return made.isPresent() ? Arrival.TAKEN : Arrival.IGNORED;
        } catch (IllegalArgumentException e) {
            return Arrival.refused(String.valueOf(e.getMessage()));
        }
    }

    private void link(Tx tx, Found found, UUID customer, Instant now) {
        Happening made = Happening.of(
                Kind.CUSTOMER_CHANGED,
                Optional.of(new CustomerId(customer)),
                Optional.empty(),
                "customer:" + customer,
                TimeOrderedIds.next(now).toString(),
                now);
        for (Target target : crm.mapping().targets(tx, made)) {
            Optional<Record> record = target.entity() == Entity.CUSTOMER
                    ? crm.mapping().record(tx, target).filter(ours -> ours.model()
                            .equals(found.model()))
                    : Optional.empty();
            if (record.isPresent()) {
                SortedMap<String, Value> base = new TreeMap<>();
                record.get().owners().keySet().stream()
                        .filter(name -> record.get().fields().containsKey(name))
                        .forEach(name -> Base.agree(
                                base,
                                name,
                                record.get().fields().getOrDefault(name, new Value.Nothing()),
                                found.fields().getOrDefault(name, new Value.Nothing())));
                LinksTable.put(
                        tx,
                        id,
                        new Linked(
                                found.model(),
                                record.get().key(),
                                found.remoteId(),
                                target,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(base)),
                        now);
                return;
            }
        }
    }
}
