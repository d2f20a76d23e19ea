package io.tagline.hub.notify;

import io.tagline.hub.notify.Contact.State;
import io.tagline.hub.notify.ContactsTable.Idle;
import io.tagline.hub.store.Sweep;
import io.tagline.hub.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lets go what nobody needs any more. Of people who want no more their address stays, or they would get more; of everybody else it
 * comes back with the next parcel. Confined to the thread that makes notices.
 */
final class NoticePruning {
    private static final Duration NOTICES = Duration.ofDays(90);
    private static final Duration SIGNUPS = Duration.ofDays(2);
    private static final Duration FOLLOWS = Duration.ofDays(365);
    private static final Duration FOLLOWS_OF_DONE = Duration.ofDays(30);
    /** A browser that is gone does not come back under the same address. */
    private static final Duration DEAD_SUBSCRIPTIONS = Duration.ofDays(7);

    /** After that a mailbox may be somebody's again. */
    private static final Duration BOUNCED = Duration.ofDays(180);

    private static final Duration IDLE = Duration.ofDays(90);

    private final Transactions transactions;
    private final InstantSource clock;
    /** What is left of this pass. */
    private final Deque<Sweep<?>> left = new ArrayDeque<>();

    NoticePruning(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** At most 500 of one kind; 0 once all of it has been looked through, and the next look begins anew. */
    int look() {
        if (left.isEmpty()) {
            left.addAll(all(clock.instant()));
        }
        while (!left.isEmpty()) {
            int found = left.element().step();
            if (found > 0) {
                return found;
            }
            left.remove();
        }
        return 0;
    }

    private List<Sweep<?>> all(Instant now) {
        Instant asked = now.minus(FOLLOWS);
        Instant done = now.minus(FOLLOWS_OF_DONE);
        Stream<Sweep<?>> rows = Stream.of(
                new Sweep<>(
                        transactions,
                        (tx, after, most) -> NoticesTable.old(tx, now.minus(NOTICES), most),
                        NoticesTable::delete),
                new Sweep<>(
                        transactions,
                        (tx, after, most) -> SignupsTable.old(tx, now.minus(SIGNUPS), most),
                        SignupsTable::delete),
                new Sweep<>(
                        transactions,
                        (tx, after, most) -> FollowsTable.old(tx, asked, done, after, most),
                        FollowsTable::delete));
        Stream<Sweep<?>> contacts = Stream.of(
                        new Idle(Channel.PUSH, State.BOUNCED, now.minus(DEAD_SUBSCRIPTIONS)),
                        new Idle(Channel.PUSH, State.STOPPED, now.minus(DEAD_SUBSCRIPTIONS)),
                        new Idle(Channel.PUSH, State.OPEN, now.minus(IDLE)),
                        new Idle(Channel.EMAIL, State.OPEN, now.minus(IDLE)),
                        new Idle(Channel.EMAIL, State.BOUNCED, now.minus(BOUNCED)),
                        new Idle(Channel.EMAIL, State.ERASED, now.minus(IDLE)),
                        new Idle(Channel.WEBHOOK, State.ERASED, now.minus(IDLE)))
                .map(idle -> new Sweep<ContactsTable.Age>(
                        transactions,
                        (tx, after, most) -> ContactsTable.idle(tx, idle, after, most),
                        (tx, keys) -> ContactsTable.delete(tx, idle, keys)));
        return Stream.of(rows, contacts).flatMap(Function.identity()).toList();
    }
}
