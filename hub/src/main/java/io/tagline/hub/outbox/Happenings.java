package io.tagline.hub.outbox;

import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.ParcelId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * What has happened, kept until everybody who acts on it has: written in the transaction of the change, read after its commit, in
 * the order of the commits. Each consumer gets each at least once. Stateless; works in its caller's transaction.
 *
 * <p>What all consumers have passed goes after a week. Past {@link #MOST} the oldest go even if one has not: it finds out by {@link
 * #missed}.
 */
public final class Happenings {

    /** How long they stay for a consumer that begins late, or is set back. */
    static final Duration KEPT = Duration.ofDays(7);

    /** About 600 MB on SQLite; a depot of 100,000 parcels a day makes as many in a week. */
    static final long MOST = 3_000_000;

    private static final String NAME = "happenings";
    private static final int MOST_AT_ONCE = 1_000;
    private static final int MOST_FORGOTTEN = 100;

    private Happenings() {}

    /** Keeps it if and when the transaction is committed; a repeat of one that is kept is nothing new. */
    public static void append(Tx tx, Happening happening) {
        tx.atEnd(NAME, happening, Happenings::write);
    }

    /**
     * What comes after the last that the consumer has dealt with; one that has never said so begins with the oldest that is kept.
     *
     * @param limit 1 to 1000
     */
    public static List<Numbered> after(Tx tx, String consumer, int limit) {
        long seq = ConsumersTable.position(tx, consumer).orElse(0);
        return HappeningsTable.after(tx, seq, Math.min(limit, MOST_AT_ONCE));
    }

    /**
     * Has a new consumer begin with what happens from now on; one that has begun stays where it is.
     *
     * @return whether it is new
     */
    public static boolean join(Tx tx, String consumer) {
        if (ConsumersTable.position(tx, consumer).isPresent()) {
            return false;
        }
        ConsumersTable.advance(tx, consumer, HappeningsTable.numbers(tx).next() - 1);
        return true;
    }

    /**
     * Forgets the consumers whose names begin so, but for some, that have not come to what is a week old: nobody reads for them.
     *
     * @return their names, 100 at most
     */
    public static List<String> forget(Tx tx, String prefix, Set<String> but, Instant now) {
        List<String> gone = ConsumersTable.named(tx, prefix).stream()
                .filter(name -> !but.contains(name))
                .filter(name -> after(tx, name, 1).stream()
                        .anyMatch(next -> next.happening().at().isBefore(now.minus(KEPT))))
                .limit(MOST_FORGOTTEN)
                .toList();
        gone.forEach(name -> ConsumersTable.remove(tx, name));
        return gone;
    }

    /** The consumer has dealt with all up to this one, which never takes it back. Belongs in the transaction of what it did. */
    public static void advance(Tx tx, String consumer, long seq) {
        ConsumersTable.advance(tx, consumer, seq);
    }

    /**
     * Has a consumer begin again with what came at this time or after, as far back as it is kept; one that has not come so far stays
     * where it is.
     *
     * @return the number up to which it had dealt with all
     */
    public static long setBack(Tx tx, String consumer, Instant since) {
        HappeningsTable.Numbers numbers = HappeningsTable.numbers(tx);
        long seq = ConsumersTable.position(tx, consumer).orElse(0);
        long first = HappeningsTable.firstSince(tx, numbers.first(), numbers.next(), since);
        ConsumersTable.setBack(tx, consumer, first - 1);
        return seq;
    }

    /** How many wait for a consumer, at most: repeats leave gaps in the numbers. */
    public static long waiting(Tx tx, String consumer) {
        HappeningsTable.Numbers numbers = HappeningsTable.numbers(tx);
        long seq = ConsumersTable.position(tx, consumer).orElse(0);
        return Math.max(0, numbers.next() - Math.max(numbers.first(), seq + 1));
    }

    /** The parcel of a happening that is kept; events on timelines have the ids of theirs. */
    public static Optional<ParcelId> parcelOf(Tx tx, UUID id) {
        return HappeningsTable.parcelOf(tx, id);
    }

    /** How many went before the consumer came to them, since it exists. */
    public static long missed(Tx tx, String consumer) {
        return ConsumersTable.missed(tx, consumer);
    }

    private static void write(Tx tx, List<Happening> happenings) {
        HappeningsTable.Numbers before = HappeningsTable.own(tx, happenings.size());
        HappeningsTable.insert(tx, happenings, before.next());
        Pruning.afterAppend(
                tx,
                before,
                happenings.size(),
                happenings.get(happenings.size() - 1).at());
    }

    /** The lowest number that some consumer has yet to deal with; empty where there is no consumer. */
    static OptionalLong awaited(Tx tx) {
        return ConsumersTable.slowest(tx);
    }
}
