package io.tagline.hub.notify;

import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Numbered;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * How far the making of notices is behind what happens, and what it never came to since the happenings were too many. Safe for any
 * thread.
 */
final class NoticeLag {
    /** Making takes seconds; with all queues full it waits for a channel, which somebody should look at. */
    static final Duration BEHIND = Duration.ofMinutes(15);

    /** How long it is told that some were missed: nothing brings them back. */
    static final Duration MISSED_FOR = Duration.ofDays(1);

    private final Transactions transactions;
    private final InstantSource clock;
    /** What others saw before this hub came up has been told. Guarded by this. */
    private long missedBefore = -1;

    private Instant missedAt = Instant.MIN;

    NoticeLag(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    long missed() {
        return transactions.<Long>read(tx -> Happenings.missed(tx, NoticeMaker.CONSUMER));
    }

    /** Why people are told late, or were not told; empty while all is well. */
    Optional<String> trouble() {
        Instant now = clock.instant();
        return transactions.read(tx -> missed(tx, now).or(() -> waiting(tx, now)));
    }

    private synchronized Optional<String> missed(Tx tx, Instant now) {
        long missed = Happenings.missed(tx, NoticeMaker.CONSUMER);
        if (missedBefore >= 0 && missed > missedBefore) {
            missedAt = now;
        }
        missedBefore = missed;
        return missedAt.isAfter(now.minus(MISSED_FOR))
                ? Optional.of(missed + " happenings went before notices were made of them, the last about " + missedAt)
                : Optional.empty();
    }

    private static Optional<String> waiting(Tx tx, Instant now) {
        List<Numbered> first = Happenings.after(tx, NoticeMaker.CONSUMER, 1);
        return first.stream()
                .map(next -> next.happening().at())
                .filter(since -> since.isBefore(now.minus(BEHIND)))
                .map(since -> Happenings.waiting(tx, NoticeMaker.CONSUMER)
                        + " happenings wait for notices to be made of them, the first since " + since)
                .findFirst();
    }
}
