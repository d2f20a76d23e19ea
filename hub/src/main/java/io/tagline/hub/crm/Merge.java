package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a record is to be written over what is there. Of a field that both sides may change ours goes only where theirs is as it was
 * when they were the same; where both have changed, neither goes anywhere before a person has decided.
 *
 * @param toWrite empty if there is nothing to write
 * @param base what both sides have once that is written, of the fields that aren't ours alone
 * @param conflicts fields that both have changed: what they have there now
 * @param guarded whether what is written goes only onto the state that was seen
 */
record Merge(
        SortedMap<String, Value> toWrite,
        SortedMap<String, Value> base,
        SortedMap<String, Value> conflicts,
        boolean guarded) {

    static Merge of(Prepared prepared) {
        Optional<Found> theirs = prepared.seen();
        boolean isNew = prepared.remoteId().isEmpty();
        SortedMap<String, Value> known =
                new TreeMap<>(prepared.link().flatMap(Linked::base).orElseGet(TreeMap::new));
        Merge merge = new Merge(new TreeMap<>(), new TreeMap<>(known), new TreeMap<>(), false);
        boolean guarded = false;
        for (Map.Entry<String, Value> field : prepared.fields().entrySet()) {
            String name = field.getKey();
            Value ours = field.getValue();
            Optional<Value> there = theirs.map(found -> found.fields().getOrDefault(name, new Value.Nothing()));
            Owner owner = prepared.record().owner(name);
            if (isNew) {
                merge.toWrite().put(name, ours);
                if (owner != Owner.HUB) {
                    merge.base().put(name, ours);
                }
                continue;
            }
            switch (owner) {
                case HUB -> merge.write(name, ours, there);
                case CRM -> there.ifPresent(value -> merge.base().put(name, value));
                case BOTH -> guarded |= merge.both(name, ours, there, Optional.ofNullable(known.get(name)));
            }
        }
        return new Merge(merge.toWrite(), merge.base(), merge.conflicts(), guarded);
    }

    private void write(String name, Value ours, Optional<Value> there) {
        if (there.isEmpty() || !ValueText.same(there.get(), ours)) {
            toWrite.put(name, ours);
        }
    }

    /** True if ours goes. */
    private boolean both(String name, Value ours, Optional<Value> there, Optional<Value> before) {
        if (there.filter(value -> ValueText.same(value, ours)).isPresent()) {
            base.put(name, ours);
            return false;
        }
        if (before.filter(value -> ValueText.same(value, ours)).isPresent()) {
            // ours has not changed: theirs, if it has, comes in by another way
            return false;
        }
        boolean theirsIsAsBefore = there.isEmpty()
                || before.map(value -> ValueText.same(value, there.get()))
                        .orElseGet(() -> ValueText.same(new Value.Nothing(), there.get()));
        if (!theirsIsAsBefore) {
            conflicts.put(name, there.get());
            return false;
        }
        toWrite.put(name, ours);
        base.put(name, ours);
        return true;
    }

    /** As it goes out. */
    static Write write(Prepared prepared, Merge merge) {
        Write fresh = Write.create(
                prepared.operation().key(),
                prepared.record().model(),
                prepared.record().key(),
                merge.toWrite());
        Optional<String> version = prepared.seen().map(Found::version).orElseGet(() -> prepared.link()
                .flatMap(Linked::version));
        return prepared.remoteId()
                .map(id -> fresh.onto(id, merge.guarded() ? version : Optional.empty()))
                .orElse(fresh);
    }
}
