package io.tagline.hub.crm.odoo;

import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What became of a batch's writes so far. Entries that lead to the same record are a line: none of it is sent after one that wasn't
 * done. Confined to one call.
 */
final class OdooBatch {
    private final List<Write> writes;
    private final Outcome[] outcomes;
    /** By line, the first that wasn't done. */
    private final Map<String, Integer> heldBack = new HashMap<>();

    private Optional<Outcome.Later> stopped = Optional.empty();

    OdooBatch(List<Write> writes) {
        this.writes = List.copyOf(writes);
        this.outcomes = new Outcome[writes.size()];
    }

    String model() {
        return writes.get(0).model();
    }

    List<Write> writes() {
        return writes;
    }

    Write write(int index) {
        return writes.get(index);
    }

    boolean isOpen(int index) {
        return outcomes[index] == null;
    }

    /** Open ones that are so, in their order. */
    List<Integer> open(Predicate<Write> which) {
        return IntStream.range(0, outcomes.length)
                .filter(i -> isOpen(i) && which.test(writes.get(i)))
                .boxed()
                .toList();
    }

    void settle(int index, Outcome outcome) {
        outcomes[index] = outcome;
        // one that exists is there: what comes after it comes after it
        if (!(outcome instanceof Outcome.Done) && !(outcome instanceof Outcome.Exists)) {
            lines(writes.get(index)).forEach(line -> heldBack.merge(line, index, Math::min));
        }
    }

    /** Those that may be sent; the others wait for what is before them. */
    List<Integer> mayGo(List<Integer> which) {
        List<Integer> may = new ArrayList<>();
        for (int index : which) {
            if (stopped.isPresent()) {
                settle(index, stopped.get());
            } else if (lines(writes.get(index)).stream().anyMatch(line -> heldBack.getOrDefault(line, index) < index)) {
                settle(index, new Outcome.Later("waits for the entry before it", Optional.empty()));
            } else {
                may.add(index);
            }
        }
        return may;
    }

    /** A call wasn't done as a whole: what others did must be told; if none did anything, the whole batch wasn't done. */
    void stop(List<Integer> which, PeerException why) throws PeerException {
        boolean somethingDone = IntStream.range(0, outcomes.length).anyMatch(i -> outcomes[i] instanceof Outcome.Done);
        if (why instanceof PeerUnsureException || !somethingDone) {
            throw why;
        }
        Optional<Duration> after = why instanceof PeerBusyException busy ? busy.after() : Optional.empty();
        Outcome.Later later = new Outcome.Later("a call of the batch wasn't done", after);
        stopped = Optional.of(later);
        which.forEach(i -> settle(i, later));
    }

    List<Outcome> outcomes() {
        return List.of(outcomes);
    }

    private static Set<String> lines(Write write) {
        Set<String> lines = new HashSet<>();
        write.fields().forEach((field, value) -> {
            if (value instanceof Value.Link link) {
                lines.add(field + "\n" + link.remoteId().orElse(link.key()));
            }
        });
        return lines;
    }
}
