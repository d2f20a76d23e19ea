package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes down what became of operations, and what was found on the way. Keeps nothing; the CRM's row is held. */
final class Bookkeeper {
    private final CrmConnection crm;
    private final String id;
    private final Conflicts conflicts;

    Bookkeeper(CrmConnection crm, Conflicts conflicts) {
        this.crm = crm;
        this.id = crm.setup().id();
        this.conflicts = conflicts;
    }

    void write(Tx tx, List<Settlement> settlements, Instant now) {
        Set<CustomerId> lanes = new LinkedHashSet<>();
        for (Settlement settlement : settlements) {
            Operation operation = settlement.operation();
            lanes.add(operation.target().partition());
            boolean stands = OperationsTable.settle(tx, settlement, now);
            if (settlement.unlink()) {
                settlement.record().ifPresent(was -> LinksTable.remove(tx, id, was.model(), was.key()));
            }
            settlement.link().ifPresent(link -> {
                LinksTable.put(tx, id, told(tx, settlement, link, stands), now);
                lanes.addAll(OperationsTable.wake(tx, id, link.model() + "\n" + link.key(), now));
            });
        }
        LanesTable.refresh(tx, id, lanes);
    }

    /**
     * Says what was found on the way; gives the link with what people and those who take in have said meanwhile.
     *
     * @param stands whether the record is still as it was compared; else it is compared again
     */
    private Linked told(Tx tx, Settlement settlement, Linked link, boolean stands) {
        if (settlement.merge().isEmpty()) {
            return link;
        }
        Record record = settlement.record().orElseThrow();
        Merge merge = settlement.merge().get();
        if (!stands && !record.erased() && isErased(tx, link.target())) {
            // what was written before says who it was
            return link.with(new TreeMap<>());
        }
        SortedMap<String, Value> current = LinksTable.find(tx, id, link.model(), link.key())
                .flatMap(Linked::base)
                .orElse(merge.before());
        if (!merge.isLevel()) {
            // what was seen may be older than what has come in
            conflicts.behind(tx, id, link.model(), link.remoteId());
        }
        merge.conflicts().forEach((field, theirs) -> {
            if (stands && !merge.isOvertaken(current, field)) {
                if (!conflicts.found(tx, id, conflict(record, link, field, merge, theirs))) {
                    conflicts.behind(tx, id, link.model(), link.remoteId());
                }
            }
        });
        Set<String> shared = record.owners().keySet();
        return shared.stream().anyMatch(field -> merge.isOvertaken(current, field))
                ? link.with(merge.onto(current, shared))
                : link;
    }

    private boolean isErased(Tx tx, Target target) {
        try {
            return crm.mapping().record(tx, target).filter(Record::erased).isPresent();
        } catch (RuntimeException e) {
            if (Transactions.isOfTheDatabase(e)) {
                throw e;
            }
            // a fault in the mapping is told when the record is made to be sent
            return false;
        }
    }

    private static Conflicts.Conflict conflict(Record record, Linked link, String field, Merge merge, Value theirs) {
        return new Conflicts.Conflict(
                link.target(),
                link.model(),
                link.key(),
                link.remoteId(),
                field,
                record.owner(field),
                Optional.ofNullable(merge.base().get(field)),
                record.fields().getOrDefault(field, new Value.Nothing()),
                theirs);
    }
}
