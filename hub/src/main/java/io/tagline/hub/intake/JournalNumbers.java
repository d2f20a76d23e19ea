package io.tagline.hub.intake;

import io.tagline.wire.AgentAddress;
import io.tagline.wire.Receipt;
import io.tagline.wire.SeqRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Which numbers of which journals came from which agents, each number a range of its own. Confined to its thread. */
final class JournalNumbers {
    /** Two hubs that lock the same journals must do so in the same order. */
    private static final Comparator<Source> ORDER = Comparator.comparing(Source::journal)
            .thenComparing(source -> source.agent().toString());

    private final Map<Source, List<SeqRange>> numbers = new TreeMap<>(ORDER);

    /** A journal and an agent that has it: one, unless a gateway was cloned. */
    record Source(UUID journal, AgentAddress agent) {}

    void add(UUID journal, AgentAddress agent, Collection<SeqRange> seqs) {
        numbers.computeIfAbsent(new Source(journal, agent), source -> new ArrayList<>())
                .addAll(seqs);
    }

    /** All but those. */
    JournalNumbers without(JournalNumbers others) {
        JournalNumbers rest = new JournalNumbers();
        numbers.forEach((source, seqs) -> {
            Set<SeqRange> left = Set.copyOf(others.numbers.getOrDefault(source, List.of()));
            rest.add(
                    source.journal(),
                    source.agent(),
                    seqs.stream().filter(seq -> !left.contains(seq)).toList());
        });
        return rest;
    }

    void forEach(BiConsumer<Source, List<SeqRange>> each) {
        numbers.forEach(each);
    }

    /** For each agent and journal what came, as committed. */
    List<AgentReceipt> receipts() {
        List<AgentReceipt> receipts = new ArrayList<>();
        numbers.forEach((source, seqs) -> {
            long[] ascending = seqs.stream().mapToLong(SeqRange::from).sorted().toArray();
            List<SeqRange> committed = SeqRange.covering(ascending);
            for (int from = 0; from < committed.size(); from += Receipt.MOST) {
                int to = Math.min(committed.size(), from + Receipt.MOST);
                Receipt receipt = new Receipt(source.journal(), committed.subList(from, to), List.of());
                receipts.add(new AgentReceipt(source.agent(), receipt));
            }
        });
        return receipts;
    }
}
