package io.tagline.hub.notify;

import io.tagline.hub.notify.NoticesTable.Failed;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due of one channel: takes a few, commits that it has them, tries each, commits what came of it. A hub that dies in
 * between has left them taken; after ten minutes they count as lost and are tried again under the same reference, marked as perhaps
 * sent twice. Confined to the thread of its channel; those of other hubs may run beside it.
 */
final class NoticeSender {
    private static final Logger log = LoggerFactory.getLogger(NoticeSender.class);

    /** So many may go twice when the hub dies; a mail server takes them over one connection. */
    private static final int AT_ONCE = 20;

    private static final Duration TAKEN_FOR = Duration.ofMinutes(10);
    /** With a try that takes a minute at most there is room enough before others take them for lost. */
    private static final Duration WORK_FOR = Duration.ofMinutes(5);

    private static final List<Duration> WAITS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6),
            Duration.ofHours(12));
    private static final int MOST_SOFT_BOUNCES = 5;
    private static final Duration CHANNEL_AWAY = Duration.ofSeconds(30);

    private final Transactions transactions;
    private final Composer composer;
    private final Deliverer deliverer;
    private final HostPace pace;
    private final NoticeLog noticeLog;
    private final NoticeCounts counts;
    private final InstantSource clock;
    private Instant awayUntil = Instant.MIN;

    NoticeSender(
            Transactions transactions,
            Composer composer,
            Deliverer deliverer,
            HostPace pace,
            NoticeLog noticeLog,
            NoticeCounts counts,
            InstantSource clock) {
        this.transactions = transactions;
        this.composer = composer;
        this.deliverer = deliverer;
        this.pace = pace;
        this.noticeLog = noticeLog;
        this.counts = counts;
        this.clock = clock;
    }

    private record Taken(Notice notice, Letter letter) {}

    /** Sends up to twenty; gives how many it dealt with, 0 if there is nothing to do for now. */
    int look() {
        Instant now = now();
        if (now.isBefore(awayUntil)) {
            return 0;
        }
        List<Notice> due = transactions.read(tx -> NoticesTable.due(tx, deliverer.channel(), now, AT_ONCE));
        if (due.isEmpty()) {
            deliverer.rest();
            return 0;
        }
        Instant until = now.plus(TAKEN_FOR);
        List<Taken> taken = transactions.write(tx -> take(tx, due, now, until));
        List<Tried> tried = new ArrayList<>(taken.size());
        for (Taken each : taken) {
            boolean go = awayUntil.isBefore(now) && now().isBefore(now.plus(WORK_FOR));
            tried.add(
                    new Tried(each, go ? deliver(each.letter()) : Outcome.of(Outcome.Kind.CHANNEL_AWAY, "not tried")));
        }
        if (!tried.isEmpty()) {
            int unused = transactions.write(tx -> {
                tried.forEach(each -> end(tx, each, until));
                return tried.size();
            });
            tried.forEach(
                    each -> counts.count(deliverer.channel(), each.outcome().kind()));
        }
        return due.size();
    }

    private record Tried(Taken taken, Outcome outcome) {}

    private Outcome deliver(Letter letter) {
        Outcome outcome;
        try {
            outcome = deliverer.deliver(letter);
        } catch (RuntimeException e) {
            // a notice that can't be sent must not stop the others
            log.atError()
                    .addKeyValue("channel", deliverer.channel().code())
                    .addKeyValue("ref", letter.ref())
                    .setCause(e)
                    .log("notice not sent");
            outcome = Outcome.of(Outcome.Kind.REFUSED, e.getClass().getSimpleName());
        }
        if (outcome.kind() == Outcome.Kind.CHANNEL_AWAY) {
            awayUntil = now().plus(outcome.pause().orElse(CHANNEL_AWAY));
            log.atWarn()
                    .addKeyValue("channel", deliverer.channel().code())
                    .addKeyValue("reason", outcome.reason())
                    .log("notices wait for their channel");
        }
        return outcome;
    }

    private List<Taken> take(Tx tx, List<Notice> due, Instant now, Instant until) {
        List<Taken> taken = new ArrayList<>(due.size());
        for (Notice notice : due) {
            Composer.Composed composed = composer.compose(tx, notice, now);
            if (composed.end().isPresent()) {
                String reason = composed.end().get().reason();
                boolean lost = notice.unsure() || notice.state() == NoticeState.SENDING;
                NoticesTable.end(
                        tx,
                        notice,
                        composed.end().get().state(),
                        lost ? reason + "; an earlier try may have got there" : reason);
            } else if (composed.notBefore().isPresent()) {
                NoticesTable.postpone(tx, notice, composed.notBefore().get());
            } else {
                Letter letter = composed.letter().orElseThrow();
                var wait = pace.take(letter.to().host());
                if (wait.isPresent()) {
                    NoticesTable.postpone(tx, notice, now.plus(wait.get()).plusMillis(1));
                } else if (NoticesTable.take(tx, notice, letter.ref(), composed.told(), letter.text(), until)) {
                    taken.add(new Taken(notice, letter));
                }
            }
        }
        return taken;
    }

    private void end(Tx tx, Tried tried, Instant until) {
        Instant now = now();
        Notice notice = tried.taken().notice();
        Contact to = tried.taken().letter().to();
        String reason = tried.outcome().reason();
        switch (tried.outcome().kind()) {
            case TAKEN -> {
                if (NoticesTable.sent(tx, notice.id(), until, now)) {
                    noticeLog.told(tx, notice, now);
                }
                if (to.softBounces() > 0) {
                    ContactsTable.softBounces(tx, to.id(), 0);
                }
            }
            case NOBODY_THERE -> {
                fail(tx, notice, until, new Failed(NoticeState.BOUNCED, now, true, false, reason));
                ContactsTable.close(tx, to.id(), Contact.State.BOUNCED);
            }
            case REFUSED -> fail(tx, notice, until, new Failed(NoticeState.FAILED, now, true, false, reason));
            case CHANNEL_AWAY ->
                fail(tx, notice, until, new Failed(NoticeState.WAITING, awayUntil, false, false, reason));
            case LATER, UNSURE -> again(tx, tried, until, now);
        }
    }

    private static void again(Tx tx, Tried tried, Instant until, Instant now) {
        Notice notice = tried.taken().notice();
        Contact to = tried.taken().letter().to();
        boolean unsure = tried.outcome().kind() == Outcome.Kind.UNSURE;
        if (notice.attempts() < WAITS.size()) {
            Duration step = WAITS.get(notice.attempts());
            Duration wait = tried.outcome()
                    .pause()
                    .filter(asked -> asked.compareTo(step) > 0)
                    .orElse(step);
            Instant due = now.plus(wait).plusMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 4 + 1));
            fail(
                    tx,
                    notice,
                    until,
                    new Failed(
                            NoticeState.WAITING,
                            due,
                            true,
                            unsure,
                            tried.outcome().reason()));
            return;
        }
        fail(
                tx,
                notice,
                until,
                new Failed(
                        NoticeState.FAILED, now, true, unsure, tried.outcome().reason()));
        ContactsTable.softBounces(tx, to.id(), to.softBounces() + 1);
        if (to.softBounces() + 1 >= MOST_SOFT_BOUNCES) {
            ContactsTable.close(tx, to.id(), Contact.State.BOUNCED);
        }
    }

    private static void fail(Tx tx, Notice notice, Instant until, Failed failed) {
        boolean unused = NoticesTable.notSent(tx, notice.id(), until, failed);
    }

    /** How many of its channel wait. */
    long waiting() {
        return transactions.read(tx -> NoticesTable.waiting(tx, deliverer.channel()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
