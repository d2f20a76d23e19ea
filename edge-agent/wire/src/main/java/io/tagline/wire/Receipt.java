package io.tagline.wire;

import java.util.List;
import java.util.UUID;

/**
 * The hub's word on one journal: what it has committed, and what it asks for (again).
 *
 * @param committed ranges that are in the hub's ledger; not cumulative, since several hub replicas each see a part
 * @param wanted ranges that the hub misses; an agent that no longer holds them says so by its health's first sequence
 */
public record Receipt(UUID journal, List<SeqRange> committed, List<SeqRange> wanted) {
    /** The most ranges of each kind in a message. */
    public static final int MOST = 1_000;

    public Receipt {
        committed = List.copyOf(committed);
        wanted = List.copyOf(wanted);
        if (committed.size() > MOST || wanted.size() > MOST) {
            throw new IllegalArgumentException("receipt: " + committed.size() + " committed and " + wanted.size()
                    + " wanted ranges: expected at most " + MOST + " of each");
        }
    }
}
