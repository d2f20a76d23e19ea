package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a record is to be written over what is there. Of a field that isn't ours alone ours goes only where theirs is as it was when
 * they were the same; where both have changed, neither goes anywhere before a person has decided.
 *
 * @param toWrite empty if there is nothing to write
 * @param before what both had last as this was made
 * @param base what both sides have once that is written, of the fields that aren't ours alone; see {@link Base}
 * @param conflicts fields that both have changed: what they have there now
 * @param behind fields that only they have changed: what they have there now, which comes in by another way
 * @param guarded whether what is written goes only onto the state that was seen
 */
record Merge(
        SortedMap<String, Value> toWrite,
        SortedMap<String, Value> before,
        SortedMap<String, Value> base,
        SortedMap<String, Value> conflicts,
        SortedMap<String, Value> behind,
        boolean guarded) {

    static Merge of(Prepared prepared) {
        boolean isNew = prepared.remoteId().isEmpty();
        // over what nobody here has seen nothing is written, not even what is ours: its version would then say that we
        // had
        boolean guarded = !isNew && !prepared.record().owners().isEmpty();
        SortedMap<String, Value> before = prepared.link()
                .filter(unused -> !prepared.record().erased())
                .flatMap(Linked::base)
                .orElseGet(TreeMap::new);
        Merge merge =
                new Merge(new TreeMap<>(), before, new TreeMap<>(before), new TreeMap<>(), new TreeMap<>(), guarded);
        Set<String> edited = prepared.operation()
                .edits()
                .map(edits -> ValueText.texts(edits).keySet())
                .orElseGet(Set::of);
        for (Map.Entry<String, Value> field : prepared.fields().entrySet()) {
            String name = field.getKey();
            Optional<Value> there =
                    prepared.seen().map(found -> found.fields().getOrDefault(name, new Value.Nothing()));
            Owner owner = prepared.record().owner(name);
            if (owner == Owner.HUB
                    && !isNew
                    && !edited.contains(name)
                    && prepared.asked().contains(name)) {
                continue;
            }
            if (isNew) {
                merge.toWrite.put(name, field.getValue());
            } else if (owner == Owner.HUB || edited.contains(name)) {
                merge.write(name, field.getValue(), there);
            } else {
                merge.share(owner, name, field.getValue(), there);
                continue;
            }
            if (owner != Owner.HUB) {
                Base.agree(merge.base, name, field.getValue(), field.getValue());
            }
        }
        return merge;
    }

    private void write(String name, Value ours, Optional<Value> there) {
        if (there.isEmpty() || !ValueText.same(there.get(), ours)) {
            toWrite.put(name, ours);
        }
    }

    private void share(Owner owner, String name, Value ours, Optional<Value> there) {
        Optional<Value> known = there.or(() -> Base.theirs(base, name));
        if (known.isEmpty()) {
            return;
        }
        Value theirs = known.get();
        switch (Verdict.of(owner, ours, theirs, base, name)) {
            case SAME -> Base.agree(base, name, ours, theirs);
            case OURS -> {
                toWrite.put(name, ours);
                Base.agree(base, name, ours, ours);
            }
            case THEIRS -> behind.put(name, theirs);
            case CONFLICT -> {
                conflicts.put(name, theirs);
                if (there.isEmpty()) {
                    // nobody has looked what they have now
                    behind.put(name, theirs);
                }
            }
        }
    }

    /** Whether what both have is all that there is: then its version tells whether somebody has changed it since. */
    boolean isLevel() {
        return conflicts.isEmpty() && behind.isEmpty();
    }

    /** Whether it was said meanwhile what both have of a field: then what was seen here of it counts no more. */
    boolean isOvertaken(SortedMap<String, Value> current, String field) {
        return !toWrite.containsKey(field) && !Base.isAlike(before, current, field);
    }

    /** What both have by now: what was written, and of the rest what was said meanwhile. */
    SortedMap<String, Value> onto(SortedMap<String, Value> current, Set<String> shared) {
        SortedMap<String, Value> both = new TreeMap<>(base);
        shared.stream().filter(field -> isOvertaken(current, field)).forEach(field -> Base.copy(current, both, field));
        return both;
    }

    /** As it goes out. */
    static Write write(Prepared prepared, Merge merge) {
        Operation operation = prepared.operation();
        Write fresh = Write.create(
                prepared.record().appended() ? operation.key() : OperationKey.ofSending(operation),
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
