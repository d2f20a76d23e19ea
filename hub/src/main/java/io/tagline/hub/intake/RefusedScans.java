package io.tagline.hub.intake;

import io.tagline.hub.ledger.DeadLetters;
import io.tagline.hub.ledger.DeadLetters.Kept;
import io.tagline.hub.ledger.Journals;
import io.tagline.hub.store.Tx;
import io.tagline.wire.ReceivedScans.Refused;
import io.tagline.wire.SeqRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Scans that are not valid in messages that are: the message is kept, for their sake. */
final class RefusedScans {
    private RefusedScans() {}

    /**
     * A refused scan that comes again, since its receipt got lost, is not kept again.
     *
     * @param leftOut is given the numbers of those for which there is no room: the agent has to keep them
     */
    static List<Kept> keep(Tx tx, List<ScanMessage> messages, JournalNumbers leftOut, Instant now) {
        List<Kept> letters = new ArrayList<>();
        for (ScanMessage message : messages) {
            List<Refused> fresh = message.content().refused().stream()
                    .filter(refused -> refused.seq().isEmpty()
                            || !Journals.covers(
                                    tx,
                                    message.content().journal(),
                                    refused.seq().getAsLong()))
                    .toList();
            if (!fresh.isEmpty()) {
                Kept kept = DeadLetters.keep(tx, message.raw(), reason(fresh), now);
                letters.add(kept);
                if (kept == Kept.NO_ROOM) {
                    leftOut.add(message.content().journal(), message.from(), numbers(fresh));
                }
            }
        }
        return letters;
    }

    private static List<SeqRange> numbers(List<Refused> refused) {
        return refused.stream()
                .flatMapToLong(scan -> scan.seq().stream())
                .mapToObj(seq -> new SeqRange(seq, seq))
                .toList();
    }

    static String reason(List<Refused> refused) {
        return refused.stream()
                .map(scan -> "scan " + scan.index() + ": " + scan.reason())
                .collect(Collectors.joining("; "));
    }
}
