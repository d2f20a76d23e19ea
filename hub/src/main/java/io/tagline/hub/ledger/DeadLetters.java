package io.tagline.hub.ledger;

import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import io.tagline.wire.WireCodec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was refused, with the reason, where a person looks at it. Holds 10,000 letters and 64 MiB at most; the same message again
 * is the same letter. When it is full, the agent with most of it makes room with its oldest; if that is the one whose message
 * comes, the message is not kept. What found no room is counted for ever. Stateless; works in its caller's transaction.
 */
public final class DeadLetters {
    /** The most bytes kept of a message: all of any that could be taken in again. */
    public static final int MOST_BYTES_OF_ONE = WireCodec.MOST_BYTES;

    private static final Bounds BOUNDS = new Bounds(10_000, 64L * 1024 * 1024);

    /** Acts on letters are a line each, and the newest are kept. */
    private static final int MOST_ACTS = 10_000;

    private static final int LONGEST_REASON = 10_000;
    private static final int LONGEST_WORD = 200;

    private DeadLetters() {}

    /** What became of a message that was to be kept. */
    public enum Kept {
        /** It is a letter now. */
        NEW,
        /** It was one before, and is counted there. */
        AGAIN,
        /** There was no room for it. */
        NO_ROOM
    }

    /** How much there is. {@code letGo} counts letters for which there was no room, since the beginning. */
    public record Sums(long letters, long bytes, long letGo) {}

    /** How much is kept at most. */
    record Bounds(long letters, long bytes) {
        boolean allow(Sums sums, int moreBytes) {
            return sums.letters() < letters && sums.bytes() + moreBytes <= bytes;
        }
    }

    /** Keeps a message, within the bounds. */
    public static Kept keep(Tx tx, RawMessage message, String reason, Instant now) {
        return keep(tx, message, reason, now, BOUNDS);
    }

    static Kept keep(Tx tx, RawMessage message, String reason, Instant now, Bounds bounds) {
        String shown = Shown.text(reason, LONGEST_REASON);
        // first, since whoever changes the sums keeps other writers out until the end
        DeadLetterSumsTable.lock(tx);
        byte[] fingerprint = message.fingerprint();
        if (DeadLettersTable.again(tx, fingerprint, shown, now)) {
            return Kept.AGAIN;
        }
        int size = Math.min(message.body().bytes().length, MOST_BYTES_OF_ONE);
        while (!bounds.allow(DeadLetterSumsTable.sums(tx), size)) {
            String crowding = DeadLettersTable.mostCrowding(tx);
            boolean ownCrowd = crowding.equals(message.topic());
            if (ownCrowd || !letOldestGo(tx, crowding)) {
                DeadLetterSumsTable.letGo(tx, 1);
                return Kept.NO_ROOM;
            }
        }
        DeadLettersTable.insert(tx, TimeOrderedIds.next(now), message, fingerprint, size, shown, now);
        DeadLetterSumsTable.add(tx, 1, size);
        return Kept.NEW;
    }

    private static boolean letOldestGo(Tx tx, String topic) {
        Optional<DeadLetter> oldest = DeadLettersTable.oldest(tx, topic);
        oldest.ifPresent(letter -> {
            remove(tx, letter);
            DeadLetterSumsTable.letGo(tx, 1);
        });
        return oldest.isPresent();
    }

    /** The letters, newest first, each with the beginning of its body. */
    public static List<DeadLetter> newest(Tx tx, int most) {
        return DeadLettersTable.newest(tx, most);
    }

    /** The letters that came before this one, as above. */
    public static List<DeadLetter> before(Tx tx, UUID letter, int most) {
        return DeadLettersTable.before(tx, letter, most);
    }

    /** One letter. */
    public static Optional<DeadLetter> find(Tx tx, UUID letter) {
        return DeadLettersTable.find(tx, letter);
    }

    /** A letter that nobody else looks after until this transaction ends. */
    public static Optional<DeadLetter> own(Tx tx, UUID letter) {
        DeadLetterSumsTable.lock(tx);
        return DeadLettersTable.find(tx, letter);
    }

    /** Takes an owned letter away, and notes who did that and why. */
    public static void settle(
            Tx tx, DeadLetter letter, DeadLetterAct.Kind kind, String who, String outcome, Instant now) {
        remove(tx, letter);
        note(tx, letter, kind, who, outcome, now);
    }

    /** Leaves an owned letter with another reason, and notes who tried. */
    public static void refuseAgain(Tx tx, DeadLetter letter, String who, String reason, Instant now) {
        DeadLettersTable.setReason(tx, letter.id(), Shown.text(reason, LONGEST_REASON));
        note(tx, letter, DeadLetterAct.Kind.RESUBMITTED, who, reason, now);
    }

    private static void note(
            Tx tx, DeadLetter letter, DeadLetterAct.Kind kind, String who, String outcome, Instant now) {
        DeadLetterActsTable.insert(
                tx,
                TimeOrderedIds.next(now),
                new DeadLetterAct(
                        letter.id(),
                        now,
                        Shown.text(who, LONGEST_WORD),
                        kind,
                        letter.message().topic(),
                        letter.reason(),
                        Shown.text(outcome, LONGEST_REASON)));
        DeadLetterActsTable.keepNewest(tx, MOST_ACTS);
    }

    private static void remove(Tx tx, DeadLetter letter) {
        DeadLettersTable.delete(tx, letter.id());
        DeadLetterSumsTable.add(tx, -1, -letter.message().body().bytes().length);
    }

    /** What was done with letters, newest first. */
    public static List<DeadLetterAct> acts(Tx tx, int most) {
        return DeadLetterActsTable.newest(tx, most);
    }

    /** What was done with one letter, newest first. */
    public static List<DeadLetterAct> acts(Tx tx, UUID letter, int most) {
        return DeadLetterActsTable.of(tx, letter, most);
    }

    /** How many are kept. */
    public static long count(Tx tx) {
        return sums(tx).letters();
    }

    /** What is wrong if there is no room for one more of the largest: names how much there is and how much there may be. */
    public static Optional<String> full(Tx tx) {
        Sums sums = sums(tx);
        return BOUNDS.allow(sums, MOST_BYTES_OF_ONE)
                ? Optional.empty()
                : Optional.of(sums.letters() + " letters of " + sums.bytes() + " bytes: expected fewer than "
                        + BOUNDS.letters() + " letters, and " + MOST_BYTES_OF_ONE + " bytes of " + BOUNDS.bytes()
                        + " free");
    }

    /** How much is kept, and how many letters found no room. */
    public static Sums sums(Tx tx) {
        return DeadLetterSumsTable.sums(tx);
    }
}
