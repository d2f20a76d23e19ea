package io.tagline.hub.intake;

import io.tagline.hub.ledger.RawMessage;
import io.tagline.hub.tracking.Sighting;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.ReceivedScans;
import io.tagline.wire.SeqRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of scans, decoded.
 *
 * @param raw as it came, for the dead letters
 */
public record ScanMessage(RawMessage raw, AgentAddress from, ReceivedScans content) {
    /** Its valid scans, with their times as far as these can be. */
    List<Sighting> sightings(Instant receivedAt) {
        return content.scans().stream()
                .map(scan -> Sighting.received(content.journal(), from.site(), scan, receivedAt))
                .toList();
    }

    /** The sequence numbers that it brings, of valid scans and of refused ones; in no order, with repeats. */
    List<SeqRange> brings() {
        List<SeqRange> seqs = new ArrayList<>();
        content.scans().forEach(scan -> seqs.add(new SeqRange(scan.seq(), scan.seq())));
        content.refused().forEach(refused -> refused.seq().stream()
                .filter(seq -> seq >= 1)
                .forEach(seq -> seqs.add(new SeqRange(seq, seq))));
        return seqs;
    }
}
