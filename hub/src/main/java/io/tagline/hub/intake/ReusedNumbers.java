package io.tagline.hub.intake;

import io.tagline.hub.ledger.DeadLetters;
import io.tagline.hub.ledger.DeadLetters.Kept;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.Sighting;
import io.tagline.wire.Receipt;
import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Scans under numbers of others: their gateway was put back to an older image, or cloned. A number means one scan for ever, so they
 * are kept as dead letters, and the agent is shown that its journal's numbers have been given before: it then begins a new one.
 */
final class ReusedNumbers {
    /** What a reason begins with; the name of the state on the fleet page too. */
    static final String NAME = "journal-number-reused";

    private static final int MOST_NAMED = 5;

    private final List<InMessage> messages;

    private record InMessage(ScanMessage message, List<Sighting> reused) {}

    private ReusedNumbers(List<InMessage> messages) {
        this.messages = messages;
    }

    /** @param reused among the sightings of the messages */
    static ReusedNumbers in(List<ScanMessage> messages, List<Sighting> reused, Instant receivedAt) {
        if (reused.isEmpty()) {
            return new ReusedNumbers(List.of());
        }
        List<InMessage> found = new ArrayList<>();
        for (ScanMessage message : messages) {
            List<Sighting> own = message.sightings(receivedAt).stream()
                    .filter(reused::contains)
                    .toList();
            if (!own.isEmpty()) {
                found.add(new InMessage(message, own));
            }
        }
        return new ReusedNumbers(found);
    }

    /**
     * Keeps the messages, and counts on their journals what is new in them. The journals must have been touched.
     *
     * @param leftOut is given the numbers of those for which there is no room: the agent sends them again from its new journal
     */
    List<Kept> keep(Tx tx, JournalNumbers leftOut, Instant now) {
        List<Kept> letters = new ArrayList<>();
        for (InMessage each : messages) {
            Kept kept = DeadLetters.keep(tx, each.message().raw(), reason(each.reused()), now);
            letters.add(kept);
            if (kept == Kept.NO_ROOM) {
                leftOut.add(each.message().content().journal(), each.message().from(), numbers(each.reused()));
            }
            int fresh = kept == Kept.AGAIN ? 0 : each.reused().size();
            Journals.reused(tx, each.message().content().journal(), fresh, now);
        }
        return letters;
    }

    private static List<SeqRange> numbers(List<Sighting> reused) {
        return reused.stream()
                .map(sighting ->
                        new SeqRange(sighting.scan().seq(), sighting.scan().seq()))
                .toList();
    }

    private static String reason(List<Sighting> reused) {
        StringBuilder reason = new StringBuilder(NAME).append(": ");
        for (Sighting sighting : reused.subList(0, Math.min(MOST_NAMED, reused.size()))) {
            Scan scan = sighting.scan();
            reason.append("seq ")
                    .append(scan.seq())
                    .append(" (epc ")
                    .append(scan.epc())
                    .append(" at ")
                    .append(scan.portal())
                    .append("), ");
        }
        return reason.append(reused.size())
                .append(" in all of journal ")
                .append(reused.get(0).journal())
                .append(", came before as another scan: expected each number once")
                .toString();
    }

    /** Shows each agent the highest number of its journal. */
    List<AgentReceipt> receipts(Tx tx) {
        List<AgentReceipt> receipts = new ArrayList<>();
        Set<JournalNumbers.Source> told = new HashSet<>();
        for (InMessage each : messages) {
            UUID journal = each.message().content().journal();
            long highest = Journals.highest(tx, journal);
            if (highest > 0
                    && told.add(
                            new JournalNumbers.Source(journal, each.message().from()))) {
                Receipt receipt = new Receipt(journal, List.of(new SeqRange(highest, highest)), List.of());
                receipts.add(new AgentReceipt(each.message().from(), receipt));
            }
        }
        return receipts;
    }
}
