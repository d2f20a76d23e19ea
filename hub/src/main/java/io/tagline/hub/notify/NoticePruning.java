package io.tagline.hub.notify;

import io.tagline.hub.notify.Contact.State;
import io.tagline.hub.notify.ContactsTable.Idle;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

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
    private static final int AT_ONCE = 500;

    private final Transactions transactions;
    private final InstantSource clock;

    NoticePruning(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** At most 500 of each; how many rows went in all. */
    int look() {
        Instant now = clock.instant();
        return transactions.write(tx -> NoticesTable.prune(tx, now.minus(NOTICES), AT_ONCE)
                + SignupsTable.prune(tx, now.minus(SIGNUPS), AT_ONCE)
                + FollowsTable.prune(tx, now.minus(FOLLOWS), now.minus(FOLLOWS_OF_DONE), AT_ONCE)
                + contacts(tx, now));
    }

    private static int contacts(Tx tx, Instant now) {
        return ContactsTable.prune(tx, new Idle(Channel.PUSH, State.BOUNCED, now.minus(DEAD_SUBSCRIPTIONS)), AT_ONCE)
                + ContactsTable.prune(tx, new Idle(Channel.PUSH, State.STOPPED, now.minus(DEAD_SUBSCRIPTIONS)), AT_ONCE)
                + ContactsTable.prune(tx, new Idle(Channel.PUSH, State.OPEN, now.minus(IDLE)), AT_ONCE)
                + ContactsTable.prune(tx, new Idle(Channel.EMAIL, State.OPEN, now.minus(IDLE)), AT_ONCE)
                + ContactsTable.prune(tx, new Idle(Channel.EMAIL, State.BOUNCED, now.minus(BOUNCED)), AT_ONCE)
                + ContactsTable.prune(tx, new Idle(Channel.EMAIL, State.ERASED, now.minus(IDLE)), AT_ONCE)
                + ContactsTable.prune(tx, new Idle(Channel.WEBHOOK, State.ERASED, now.minus(IDLE)), AT_ONCE);
    }
}
