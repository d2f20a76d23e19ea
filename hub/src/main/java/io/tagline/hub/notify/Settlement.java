package io.tagline.hub.notify;

import io.tagline.hub.notify.SendingTable.Failed;
import io.tagline.hub.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Writes down what came of trying a message: of every notice in it, and of the contact. Stateless. */
final class Settlement {
    private static final List<Duration> WAITS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12));

    private final NoticeLog noticeLog;

    Settlement(NoticeLog noticeLog) {
        this.noticeLog = noticeLog;
    }

    /** A message that was tried. */
    record Tried(Letter letter, Outcome outcome) {}

    /**
     * In the caller's transaction.
     *
     * @param until what the notices were taken until; those that somebody else took since are left alone
     * @param awayUntil when the channel is looked at again, where it is away
     */
    void end(Tx tx, Tried tried, Instant until, Instant now, Instant awayUntil) {
        Contact to = tried.letter().to();
        String reason = tried.outcome().reason();
        switch (tried.outcome().kind()) {
            case TAKEN -> {
                for (Item item : tried.letter().items()) {
                    if (SendingTable.sent(tx, item.notice().id(), until, now)) {
                        noticeLog.told(tx, item.notice(), item.text(), now);
                    }
                }
                if (to.softBounces() > 0) {
                    ContactsTable.softBounces(tx, to.id(), 0);
                }
            }
            case NOBODY_THERE -> {
                fail(tx, tried, until, new Failed(NoticeState.BOUNCED, now, true, false, reason));
                MailConsent.close(tx, to, Contact.State.BOUNCED, now);
            }
            case REFUSED -> fail(tx, tried, until, new Failed(NoticeState.FAILED, now, true, false, reason));
            case CHANNEL_AWAY ->
                fail(tx, tried, until, new Failed(NoticeState.WAITING, awayUntil, false, false, reason));
            case RECEIVER_RESTS ->
                fail(
                        tx,
                        tried,
                        until,
                        new Failed(
                                NoticeState.WAITING,
                                now.plus(tried.outcome().pause().orElse(WAITS.get(0))),
                                false,
                                false,
                                reason));
            case LATER, UNSURE -> again(tx, tried, until, now);
        }
    }

    private static void again(Tx tx, Tried tried, Instant until, Instant now) {
        Outcome outcome = tried.outcome();
        boolean unsure = outcome.kind() == Outcome.Kind.UNSURE;
        int attempts = tried.letter().items().stream()
                .mapToInt(item -> item.notice().attempts())
                .max()
                .orElse(0);
        if (attempts < WAITS.size()) {
            Duration step = WAITS.get(attempts);
            Duration wait =
                    outcome.pause().filter(asked -> asked.compareTo(step) > 0).orElse(step);
            Instant due = now.plus(wait).plusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 4 + 1));
            fail(tx, tried, until, new Failed(NoticeState.WAITING, due, true, unsure, outcome.reason()));
            if (tried.letter().to().channel() != Channel.EMAIL) {
                // it has a host of its own; what else waits for it would only hold up the others
                SendingTable.rest(tx, tried.letter().to().id(), due);
            }
            return;
        }
        fail(tx, tried, until, new Failed(NoticeState.FAILED, now, true, unsure, outcome.reason()));
        Bounces.softBounce(tx, tried.letter().to(), now);
    }

    private static void fail(Tx tx, Tried tried, Instant until, Failed failed) {
        tried.letter()
                .items()
                .forEach(item -> SendingTable.notSent(tx, item.notice().id(), until, failed));
    }
}
