package io.tagline.hub.ledger;

import io.tagline.wire.SeqRange;
import java.util.List;

/** How a journal stands against the ledger, at one time. */
public final class JournalState {
    private final SeqRanges dealtWith;
    private final SeqRanges settled;
    private final long firstHeld;
    private final List<SeqRange> wanted;
    private final long lost;

    private JournalState(SeqRanges dealtWith, SeqRanges settled, long firstHeld, List<SeqRange> wanted, long lost) {
        this.dealtWith = dealtWith;
        this.settled = settled;
        this.firstHeld = firstHeld;
        this.wanted = List.copyOf(wanted);
        this.lost = lost;
    }

    /**
     * @param givenUp numbers that are no longer asked for
     * @param from lowest number that is looked at
     * @param firstHeld lowest number that the agent still holds
     */
    static JournalState of(SeqRanges dealtWith, SeqRanges givenUp, long from, long firstHeld, int mostWanted) {
        SeqRanges settled = dealtWith.plus(givenUp.ranges());
        long highest = dealtWith.highest();
        List<SeqRange> open = settled.missing(Math.max(from, firstHeld), highest, Integer.MAX_VALUE);
        long lost = sizeOf(dealtWith.missing(from, highest, Integer.MAX_VALUE)) - sizeOf(open);
        return new JournalState(
                dealtWith, settled, firstHeld, open.subList(0, Math.min(mostWanted, open.size())), lost);
    }

    private static long sizeOf(List<SeqRange> ranges) {
        return ranges.stream().mapToLong(SeqRange::size).sum();
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

    /** How many numbers are missing for good: the agent no longer holds them, or never gave them out. */
    public long lost() {
        return lost;
    }

    /** What has been dealt with between the two, both included; at most so many ranges. */
    public List<SeqRange> committedBetween(long from, long to, int most) {
        return dealtWith.between(from, to, most);
    }

    /** What is neither dealt with nor given up between the two, both included; at most so many ranges. */
    public List<SeqRange> missingBetween(long from, long to, int most) {
        return settled.missing(from, to, most);
    }
}
