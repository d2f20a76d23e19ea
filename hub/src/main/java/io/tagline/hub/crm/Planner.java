package io.tagline.hub.crm;

import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Numbered;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Turns what happened, and what a first sync finds, into operations. What was planned and how far it got commit together, so each is
 * planned once however often this stops and starts.
 */
final class Planner {
    /** In one transaction: writers of SQLite take turns, and intake is one of them. */
    private static final int AT_ONCE = 100;
    /** As many as go into one request of those CRMs that take most. */
    private static final int SYNCED_AT_ONCE = 200;
    /** About 150 MB; a CRM that is away for a day costs no more than that. */
    private static final int MOST_OPEN = 200_000;
    /** What a dry run shows; nothing more is planned while so many stand. */
    static final int MOST_TRIED = 10_000;
    /** A first sync doesn't crowd out what happens meanwhile. */
    private static final int MOST_OF_SYNC = 2_000;

    private static final int LOOKS_BETWEEN_COUNTS = 50;
    private static final Set<Entity> OF_ORDERS = Set.of(Entity.ORDER, Entity.PARCEL, Entity.EVENT);

    private final CrmConnection crm;
    private final String id;
    private int looks;
    private boolean full;

    Planner(CrmConnection crm) {
        this.crm = crm;
        this.id = crm.setup().id();
    }

    /**
     * What is to be planned, read in a transaction that may be another than the one that plans it.
     *
     * @param from the number of the first happening
     * @param to that of the last; 0 if there is none
     */
    record Plan(
            long from,
            long to,
            List<Target> targets,
            boolean verify,
            Optional<SyncProgress> sync,
            List<Target> synced) {
        static final Plan NOTHING = new Plan(0, 0, List.of(), false, Optional.empty(), List.of());

        boolean isEmpty() {
            return to == 0 && sync.isEmpty();
        }
    }

    /** Reads only. */
    Plan read(Tx tx) {
        if (looks++ % LOOKS_BETWEEN_COUNTS == 0) {
            full = OperationsTable.countOpen(tx, id, MOST_OPEN) >= MOST_OPEN;
        }
        if (crm.setup().dryRun()) {
            full = OperationsTable.count(tx, id, OperationState.TRIED, MOST_TRIED)
                            + OperationsTable.countOpen(tx, id, MOST_TRIED)
                    >= MOST_TRIED;
        }
        if (full) {
            return Plan.NOTHING;
        }
        StatesTable.Row state = StatesTable.find(tx, id).orElseThrow();
        List<Numbered> next = new ArrayList<>(Happenings.after(tx, crm.setup().consumer(), AT_ONCE));
        boolean verify = !next.isEmpty() && next.get(0).seq() <= state.verifyUntil();
        next.removeIf(happening -> happening.seq() <= state.verifyUntil() != verify);
        List<Target> targets = new ArrayList<>();
        next.forEach(happening -> targets.addAll(together(tx, crm.mapping().targets(tx, happening.happening()))));
        Optional<SyncProgress> sync = OperationsTable.countMoving(tx, id, MOST_OF_SYNC) >= MOST_OF_SYNC
                ? Optional.empty()
                : SyncsTable.of(tx, id).stream()
                        .filter(progress -> progress.endedAt().isEmpty())
                        .findFirst();
        List<Target> synced = sync.map(
                        progress -> crm.mapping().all(tx, progress.entity(), progress.after(), SYNCED_AT_ONCE))
                .orElseGet(List::of);
        return next.isEmpty()
                ? new Plan(0, 0, List.of(), false, sync, synced)
                : new Plan(next.get(0).seq(), next.get(next.size() - 1).seq(), targets, verify, sync, synced);
    }

    /** What is of an order goes where the open ones of that order are, though its payer has become another meanwhile. */
    private List<Target> together(Tx tx, List<Target> targets) {
        Set<UUID> orders = new LinkedHashSet<>();
        targets.stream()
                .filter(target -> target.entity() == Entity.ORDER)
                .forEach(target -> orders.add(OperationKey.of(target.id(), id, target.place())));
        Map<UUID, Operation> known = orders.isEmpty() ? Map.of() : OperationsTable.byKey(tx, orders);
        Set<UUID> of = new HashSet<>();
        Set<CustomerId> lanes = new HashSet<>();
        for (Target target : targets) {
            Operation operation = known.get(OperationKey.of(target.id(), id, target.place()));
            if (operation != null) {
                of.add(target.id());
                lanes.add(lane(tx, operation, target));
            }
        }
        // of several, each stays where it was by itself
        if (of.size() != 1 || lanes.size() != 1) {
            return targets;
        }
        CustomerId lane = lanes.iterator().next();
        return targets.stream()
                .map(target -> OF_ORDERS.contains(target.entity()) ? target.in(lane) : target)
                .toList();
    }

    /** Where it goes: where it was, as long as anything is open there, so that nothing overtakes what went before. */
    private CustomerId lane(Tx tx, Operation known, Target target) {
        CustomerId before = known.target().partition();
        return before.equals(target.partition()) || !OperationsTable.isOpen(tx, id, before)
                ? target.partition()
                : before;
    }

    /** Writes it down, unless somebody has set this CRM back meanwhile. The CRM's row is held. */
    void write(Tx tx, Plan plan, Instant now) {
        if (plan.to() > 0) {
            List<Numbered> first = Happenings.after(tx, crm.setup().consumer(), 1);
            if (!first.isEmpty() && first.get(0).seq() == plan.from()) {
                write(tx, plan.targets(), true, plan.verify(), now);
                Happenings.advance(tx, crm.setup().consumer(), plan.to());
            }
        }
        if (plan.sync().isPresent()
                && SyncsTable.of(tx, id).contains(plan.sync().get())) {
            SyncProgress sync = plan.sync().get();
            if (plan.synced().isEmpty()) {
                SyncsTable.end(tx, id, sync.entity(), now);
            } else {
                write(tx, plan.synced(), false, sync.verify(), now);
                UUID last = plan.synced().get(plan.synced().size() - 1).id();
                SyncsTable.advance(tx, id, sync.entity(), last, plan.synced().size());
            }
        }
    }

    /** Compares these with what the CRM has, and sends what differs. The CRM's row is held. */
    void compare(Tx tx, List<Target> targets, Instant now) {
        write(tx, targets, true, true, now);
    }

    private void write(Tx tx, List<Target> targets, boolean live, boolean verify, Instant now) {
        Map<UUID, Target> byKey = new LinkedHashMap<>();
        targets.forEach(target -> byKey.putIfAbsent(OperationKey.of(target.id(), id, target.place()), target));
        Map<UUID, Operation> known = OperationsTable.byKey(tx, byKey.keySet());
        long seq = StatesTable.takeSeqs(tx, id, byKey.size());
        Map<Long, Target> fresh = new LinkedHashMap<>();
        Set<CustomerId> opened = new LinkedHashSet<>();
        Set<CustomerId> unblocked = new LinkedHashSet<>();
        for (Map.Entry<UUID, Target> entry : byKey.entrySet()) {
            Target target = entry.getValue();
            Operation operation = known.get(entry.getKey());
            if (operation == null) {
                fresh.put(seq++, target);
                opened.add(target.partition());
            } else if (operation.code().filter(Fate.GONE::equals).isPresent()
                    && operation.state() == OperationState.PARKED
                    && !verify) {
                // somebody deleted it there: whether it comes again is for a person to say
                OperationsTable.plannedAgain(tx, operation.key(), false);
            } else if (operation.state() == OperationState.PARKED) {
                // what was refused may have been put right
                OperationsTable.retry(tx, operation.key(), verify, now);
                unblocked.add(operation.target().partition());
            } else if (!operation.appended() || verify) {
                if (operation.isLeftAway() && !verify) {
                    continue;
                }
                if (operation.hasEnded()) {
                    CustomerId lane = lane(tx, operation, target);
                    OperationsTable.reopen(tx, operation, lane, seq++, verify, now);
                    opened.add(lane);
                } else {
                    OperationsTable.plannedAgain(tx, operation.key(), verify);
                }
            }
        }
        OperationsTable.insert(tx, id, fresh, verify, now);
        LanesTable.open(tx, id, opened, live, now);
        LanesTable.refresh(tx, id, unblocked);
    }
}
