package io.tagline.hub.ledger;

import io.tagline.hub.ledger.JournalsTable.Numbers;
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

    /** As above, for what came long ago: it says nothing of who has the journal now. */
    public static void touchQuietly(Tx tx, UUID journal, AgentAddress agent, Instant now) {
        JournalsTable.insert(tx, journal, agent, now);
    }

    /** Adds what has been dealt with. The journal must have been touched. */
    public static void cover(Tx tx, UUID journal, Collection<SeqRange> dealtWith) {
        add(tx, Numbers.DEALT_WITH, journal, dealtWith);
    }

    /**
     * Notes numbers that are missing and not to be asked for any more: the agent, asked again and again, has nothing under them. What
     * comes all the same is taken. The journal must have been touched.
     */
    public static void giveUp(Tx tx, UUID journal, Collection<SeqRange> missing) {
        add(tx, Numbers.GIVEN_UP, journal, missing);
    }

    /**
     * Notes that a person knows of the numbers that are lost now; later ones show again. The journal must have been heard of.
     *
     * @param who the user's name
     * @param note what was found out, may be empty
     * @return how many numbers were dismissed, 0 if none were lost
     */
    public static long dismissLost(Tx tx, UUID journal, String who, String note, Instant now) {
        JournalState state = state(tx, journal);
        if (state.lost() > 0) {
            List<SeqRange> lost = state.lostRanges();
            SeqRange span =
                    new SeqRange(lost.get(0).from(), lost.get(lost.size() - 1).to());
            LossDismissalsTable.insert(tx, journal, new LossDismissal(now, who, note, state.lost(), span));
            add(tx, Numbers.DISMISSED, journal, lost);
        }
        return state.lost();
    }

    /** Who dismissed lost numbers of this journal, the newest first; at most so many. */
    public static List<LossDismissal> dismissals(Tx tx, UUID journal, int most) {
        return LossDismissalsTable.newest(tx, journal, most);
    }

    private static void add(Tx tx, Numbers numbers, UUID journal, Collection<SeqRange> ranges) {
        SeqRanges added = SeqRanges.of(ranges);
        if (added.ranges().isEmpty()) {
            return;
        }
        SeqRange span = new SeqRange(added.ranges().get(0).from(), added.highest());
        SeqRanges before = JournalsTable.near(tx, numbers, journal, span);
        JournalsTable.replace(tx, numbers, journal, before, before.plus(added.ranges()));
    }

    /** True if this number has been dealt with. */
    public static boolean covers(Tx tx, UUID journal, long seq) {
        return JournalsTable.near(tx, Numbers.DEALT_WITH, journal, new SeqRange(seq, seq))
                .contains(seq);
    }

    /** Notes the lowest number that the agent still holds. */
    public static void heldFrom(Tx tx, UUID journal, long firstHeld) {
        JournalsTable.heldFrom(tx, journal, firstHeld);
    }

    /** Notes scans that came under numbers of others. The journal must have been touched. */
    public static void reused(Tx tx, UUID journal, int scans, Instant now) {
        JournalsTable.reused(tx, journal, scans, now);
    }

    /** What is wrong with a journal as an identity; nothing with one that is unknown. */
    public static JournalTrouble trouble(Tx tx, UUID journal) {
        return JournalsTable.trouble(tx, journal).orElse(JournalTrouble.NONE);
    }

    /** The highest number that has been dealt with, 0 if there is none. */
    public static long highest(Tx tx, UUID journal) {
        return JournalsTable.highest(tx, Numbers.DEALT_WITH, journal, 1).highest();
    }

    /** How a journal stands against the ledger. Unknown journals stand at nothing. */
    public static JournalState state(Tx tx, UUID journal) {
        SeqRanges dealtWith = JournalsTable.highest(tx, Numbers.DEALT_WITH, journal, MOST_RANGES);
        SeqRanges givenUp = JournalsTable.highest(tx, Numbers.GIVEN_UP, journal, MOST_RANGES);
        SeqRanges dismissed = JournalsTable.highest(tx, Numbers.DISMISSED, journal, MOST_RANGES);
        long firstHeld = JournalsTable.firstHeld(tx, journal).orElse(1L);
        // with more ranges than are looked at, what lies below the lowest of them is not known
        long from = dealtWith.ranges().size() < MOST_RANGES
                ? 1
                : dealtWith.ranges().get(0).from();
        return JournalState.of(dealtWith, givenUp, dismissed, from, firstHeld, MOST_RANGES);
    }
}
