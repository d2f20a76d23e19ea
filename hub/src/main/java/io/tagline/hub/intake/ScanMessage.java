package io.tagline.hub.intake;

import io.tagline.hub.ledger.MessageBody;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.ReceivedScans;
import io.tagline.wire.SeqRange;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of scans, decoded.
 *
 * @param topic that it came on
 * @param body as it came, for the dead letters
 */
public record ScanMessage(String topic, AgentAddress from, ReceivedScans content, MessageBody body) {
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
