package io.tagline.hub.intake;

import io.tagline.hub.tracking.Sighting;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.Receipt;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Messages that go through the pipeline together, seen by scan and by journal. */
final class Batch {
    private final List<ScanMessage> messages;
    private final List<Sighting> sightings = new ArrayList<>();
    /** In the order of the ids: two hubs that lock the same journals must do so in the same order. */
    private final Map<UUID, AgentAddress> journals = new TreeMap<>();

    private final Map<UUID, List<SeqRange>> seqs = new TreeMap<>();

    Batch(List<ScanMessage> messages, Instant receivedAt) {
        this.messages = List.copyOf(messages);
        for (ScanMessage message : messages) {
            UUID journal = message.content().journal();
            journals.put(journal, message.from());
            seqs.computeIfAbsent(journal, id -> new ArrayList<>()).addAll(message.brings());
            for (Scan scan : message.content().scans()) {
                sightings.add(Sighting.received(journal, message.from().site(), scan, receivedAt));
            }
        }
    }

    List<ScanMessage> messages() {
        return messages;
    }

    List<Sighting> sightings() {
        return sightings;
    }

    Map<UUID, AgentAddress> journals() {
        return journals;
    }

    /** The sequence numbers that the messages bring, by journal. */
    Map<UUID, List<SeqRange>> seqs() {
        return seqs;
    }

    int refused() {
        return messages.stream()
                .mapToInt(message -> message.content().refused().size())
                .sum();
    }

    /** One for each journal that brought something. */
    List<AgentReceipt> receipts() {
        List<AgentReceipt> receipts = new ArrayList<>();
        journals.forEach((journal, agent) -> {
            long[] ascending = seqs.getOrDefault(journal, List.of()).stream()
                    .mapToLong(SeqRange::from)
                    .sorted()
                    .toArray();
            List<SeqRange> committed = SeqRange.covering(ascending);
            for (int from = 0; from < committed.size(); from += Receipt.MOST) {
                int to = Math.min(committed.size(), from + Receipt.MOST);
                receipts.add(new AgentReceipt(agent, new Receipt(journal, committed.subList(from, to), List.of())));
            }
        });
        return receipts;
    }
}
