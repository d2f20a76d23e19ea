package io.tagline.hub.ledger;

import io.tagline.wire.SeqRange;
import java.util.List;

/** How a journal stands against the ledger, at one time. */
public final class JournalState {
    /** Of a journal that nothing has come of. */
    public static final JournalState UNKNOWN =
            new JournalState(SeqRanges.NONE, SeqRanges.NONE, 1, List.of(), List.of());

    private final SeqRanges dealtWith;
    private final SeqRanges settled;
    private final long firstHeld;
    private final List<SeqRange> wanted;
    private final List<SeqRange> lost;

    private JournalState(
            SeqRanges dealtWith, SeqRanges settled, long firstHeld, List<SeqRange> wanted, List<SeqRange> lost) {
        this.dealtWith = dealtWith;
        this.settled = settled;
        this.firstHeld = firstHeld;
        this.wanted = List.copyOf(wanted);
        this.lost = List.copyOf(lost);
    }

    /**
     * @param givenUp numbers that are no longer asked for
     * @param dismissed numbers whose loss a person knows of
     * @param from lowest number that is looked at
     * @param firstHeld lowest number that the agent still holds
     */
    static JournalState of(
            SeqRanges dealtWith, SeqRanges givenUp, SeqRanges dismissed, long from, long firstHeld, int mostWanted) {
        SeqRanges settled = dealtWith.plus(givenUp.ranges());
        long highest = dealtWith.highest();
        List<SeqRange> open = settled.missing(Math.max(from, firstHeld), highest, Integer.MAX_VALUE);
        // a journal that goes on under another id may end with numbers that are given up
        long asked = Math.max(highest, givenUp.highest());
        List<SeqRange> lost = dealtWith.plus(dismissed.ranges()).plus(open).missing(from, asked, Integer.MAX_VALUE);
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

    /** How many numbers are missing for good: the agent no longer holds them, or never gave them out. Not those dismissed. */
    public long lost() {
        return sizeOf(lost);
    }

    /** Those numbers, lowest first. */
    public List<SeqRange> lostRanges() {
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
