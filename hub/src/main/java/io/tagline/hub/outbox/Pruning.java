package io.tagline.hub.outbox;

import io.tagline.hub.outbox.HappeningsTable.Numbers;
import io.tagline.hub.store.Tx;
import java.time.Instant;

/** Lets old happenings go, a few at a time and where new ones come in, so that it needs no thread and holds nobody up. */
final class Pruning {

    /** How many new ones there are between two looks; each look lets four times as many go, so it catches up. */
    private static final int LOOK_EVERY = 256;

    private static final int MOST_AT_ONCE = 4 * LOOK_EVERY;

    private Pruning() {}

    /** Called with the numbers as they were before so many were appended. */
    static void afterAppend(Tx tx, Numbers before, int appended, Instant now) {
        long next = before.next() + appended;
        if (before.next() / LOOK_EVERY != next / LOOK_EVERY) {
            prune(tx, new Numbers(before.first(), next), Happenings.MOST, now);
        }
    }

    /** Lets go what may: the oldest, up to a thousand. */
    static void prune(Tx tx, Numbers numbers, long most, Instant now) {
        long limit = Math.min(numbers.next(), numbers.first() + MOST_AT_ONCE);
        long passed = Math.min(limit, Happenings.awaited(tx).orElse(Long.MAX_VALUE));
        long tooMany = Math.min(limit, numbers.next() - most);
        long old = HappeningsTable.firstSince(tx, numbers.first(), passed, now.minus(Happenings.KEPT));
        long end = Math.max(old, tooMany);
        if (end > numbers.first()) {
            HappeningsTable.deleteBelow(tx, end);
            ConsumersTable.passOver(tx, end);
        }
    }
}
