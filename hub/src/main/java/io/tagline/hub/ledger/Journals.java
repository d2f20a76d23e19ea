package io.tagline.hub.ledger;

import io.tagline.hub.store.Tx;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.SeqRange;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Which sequence numbers of each journal the hub has dealt with, so that a gap is seen without reading the ledger. Stateless;
 * works in its caller's transaction.
 */
public final class Journals {
    /** The most ranges of a journal that are looked at for gaps: the highest, as what is old is lost anyway. */
    private static final int MOST_RANGES = 1_000;

    private Journals() {}

    /** Notes that an agent's journal was heard of; until the transaction ends no other adds to this journal. */
    public static void touch(Tx tx, UUID journal, AgentAddress agent, Instant now) {
        JournalsTable.touch(tx, journal, agent, now);
    }

    /** Adds what has been dealt with. The journal must have been touched. */
    public static void cover(Tx tx, UUID journal, Collection<SeqRange> dealtWith) {
        SeqRanges added = SeqRanges.of(dealtWith);
        if (added.ranges().isEmpty()) {
            return;
        }
        SeqRange span = new SeqRange(added.ranges().get(0).from(), added.highest());
        SeqRanges before = JournalsTable.near(tx, journal, span);
        JournalsTable.replace(tx, journal, before, before.plus(added.ranges()));
    }

    /** True if this number has been dealt with. */
    public static boolean covers(Tx tx, UUID journal, long seq) {
        return JournalsTable.near(tx, journal, new SeqRange(seq, seq)).contains(seq);
    }

    /** Notes the lowest number that the agent still holds. */
    public static void heldFrom(Tx tx, UUID journal, long firstHeld) {
        JournalsTable.heldFrom(tx, journal, firstHeld);
    }

    /** How a journal stands against the ledger. Unknown journals stand at nothing. */
    public static JournalState state(Tx tx, UUID journal) {
        SeqRanges dealtWith = JournalsTable.highest(tx, journal, MOST_RANGES);
        long firstHeld = JournalsTable.firstHeld(tx, journal).orElse(1L);
        long highest = dealtWith.highest();
        List<SeqRange> wanted = dealtWith.missing(firstHeld, highest, MOST_RANGES);
        // with more ranges than are looked at, what lies below the lowest of them is not known
        long from = dealtWith.ranges().size() < MOST_RANGES
                ? 1
                : dealtWith.ranges().get(0).from();
        long lost = dealtWith.missing(from, Math.min(firstHeld - 1, highest), Integer.MAX_VALUE).stream()
                .mapToLong(SeqRange::size)
                .sum();
        return new JournalState(dealtWith, firstHeld, wanted, lost);
    }
}
