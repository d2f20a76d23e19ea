package io.tagline.hub.ledger;

import io.tagline.wire.SeqRange;
import java.util.List;

/** How a journal stands against the ledger, at one time. */
public final class JournalState {
    private final SeqRanges dealtWith;
    private final long firstHeld;
    private final List<SeqRange> wanted;
    private final long lost;

    JournalState(SeqRanges dealtWith, long firstHeld, List<SeqRange> wanted, long lost) {
        this.dealtWith = dealtWith;
        this.firstHeld = firstHeld;
        this.wanted = List.copyOf(wanted);
        this.lost = lost;
    }

    /** The highest number dealt with, 0 if there is none. */
    public long highest() {
        return dealtWith.highest();
    }

    /** The lowest number that the agent still holds, as far as it has said; at least 1. */
    public long firstHeld() {
        return firstHeld;
    }

    /** How many numbers have been dealt with. */
    public long count() {
        return dealtWith.size();
    }

    /** Gaps below the highest that the agent may still hold. */
    public List<SeqRange> wanted() {
        return wanted;
    }

    /** How many numbers are missing for good: the agent no longer holds them. */
    public long lost() {
        return lost;
    }

    /** What has been dealt with between the two, both included; at most so many ranges. */
    public List<SeqRange> committedBetween(long from, long to, int most) {
        return dealtWith.between(from, to, most);
    }

    /** What has not been dealt with between the two, both included; at most so many ranges. */
    public List<SeqRange> missingBetween(long from, long to, int most) {
        return dealtWith.missing(from, to, most);
    }
}
