package io.tagline.hub.notify;

import io.tagline.hub.notify.SendingTable.Taking;
import io.tagline.hub.notify.Settlement.Tried;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due of one channel: takes what waits for a few contacts, commits that it has it, tries each message, commits what came
 * of it. A hub that dies in between has left them taken; after ten minutes they count as lost and are tried again under the same
 * reference, marked as perhaps sent twice. Confined to the thread of its channel; those of other hubs may run beside it.
 */
final class NoticeSender {
    private static final Logger log = LoggerFactory.getLogger(NoticeSender.class);

    /** So many may go twice when the hub dies; a mail server takes them over one connection. */
    private static final int AT_ONCE = 20;

    /** Of one contact, in one message: a depot's worth. */
    private static final int MOST_TOGETHER = 10_000;

    private static final Duration TAKEN_FOR = Duration.ofMinutes(10);
    /** With a try that takes a minute at most there is room enough before others take them for lost. */
    private static final Duration WORK_FOR = Duration.ofMinutes(5);

    private static final Duration CHANNEL_AWAY = Duration.ofSeconds(30);

    private final Transactions transactions;
    private final Composer composer;
    private final Deliverer deliverer;
    private final HostPace pace;
    private final Settlement settlement;
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
        this.settlement = new Settlement(noticeLog);
        this.counts = counts;
        this.clock = clock;
    }

    /** What a look took: how many notices it dealt with, and what there is to send. */
    private record Taken(int notices, List<Letter> letters) {}

    /** Sends up to twenty messages; gives how many notices it dealt with, 0 if there is nothing to do for now. */
    int look() {
        Instant now = now();
        if (now.isBefore(awayUntil)) {
            return 0;
        }
        if (transactions.read(
                tx -> SendingTable.dueContacts(tx, deliverer.channel(), now, 1).isEmpty())) {
            deliverer.rest();
            return 0;
        }
        Instant until = now.plus(TAKEN_FOR);
        Taken taken = transactions.write(tx -> take(tx, now, until));
        List<Tried> tried = new ArrayList<>(taken.letters().size());
        Map<UUID, Outcome> resting = new HashMap<>();
        for (Letter letter : taken.letters()) {
            boolean go = awayUntil.isBefore(now) && now().isBefore(now.plus(WORK_FOR));
            Outcome before = resting.get(letter.to().id());
            Outcome outcome = !go
                    ? Outcome.of(Outcome.Kind.CHANNEL_AWAY, "not tried")
                    : before != null ? Outcome.rests(before.pause()) : deliver(letter);
            if (deliverer.channel() != Channel.EMAIL && outcome.isForNow()) {
                resting.put(letter.to().id(), outcome);
            }
            tried.add(new Tried(letter, outcome));
        }
        if (!tried.isEmpty()) {
            int unused = transactions.write(tx -> {
                Instant then = now();
                tried.forEach(each -> settlement.end(tx, each, until, then, awayUntil));
                return tried.size();
            });
            tried.forEach(
                    each -> counts.count(deliverer.channel(), each.outcome().kind()));
        }
        return taken.notices();
    }

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

    private Taken take(Tx tx, Instant now, Instant until) {
        boolean people = deliverer.channel().reachesPeople();
        // people get three messages at once at most
        Set<UUID> ids =
                SendingTable.dueContacts(tx, deliverer.channel(), now, people ? AT_ONCE / Composer.MOST_SINGLE : 1);
        Map<UUID, Contact> contacts = new HashMap<>();
        ContactsTable.byId(tx, ids).forEach(contact -> contacts.put(contact.id(), contact));
        Map<UUID, List<Notice>> waiting = new LinkedHashMap<>();
        SendingTable.of(tx, ids, people ? MOST_TOGETHER : AT_ONCE)
                .forEach(notice -> waiting.computeIfAbsent(notice.contact(), id -> new ArrayList<>())
                        .add(notice));
        int due = 0;
        List<Letter> letters = new ArrayList<>();
        for (Map.Entry<UUID, List<Notice>> of : waiting.entrySet()) {
            Optional<Contact> to = Optional.ofNullable(contacts.get(of.getKey()));
            Composer.Composed composed = composer.compose(tx, to, of.getValue(), now);
            composed.ended().forEach(end -> end(tx, end));
            composed.postponed().forEach(later -> SendingTable.postpone(tx, later.notices(), later.until()));
            composed.letters().stream().filter(letter -> mayGo(tx, letter, now)).forEach(letters::add);
            due += (int) of.getValue().stream()
                    .filter(notice -> !notice.dueAt().isAfter(now))
                    .count();
        }
        letters.forEach(letter -> take(tx, letter, until));
        return new Taken(due, letters);
    }

    private static void end(Tx tx, Judge.Ended end) {
        boolean lost = end.notice().unsure() || end.notice().state() == NoticeState.SENDING;
        String reason = lost ? end.reason() + "; an earlier try may have got there" : end.reason();
        SendingTable.end(tx, end.notice().id(), end.state(), reason);
    }

    private boolean mayGo(Tx tx, Letter letter, Instant now) {
        Optional<Duration> wait = pace.take(letter.to().host());
        wait.ifPresent(time -> SendingTable.postpone(
                tx,
                letter.items().stream().map(item -> item.notice().id()).toList(),
                now.plus(time).plusMillis(1)));
        return wait.isEmpty();
    }

    private static void take(Tx tx, Letter letter, Instant until) {
        UUID lead = letter.items().get(0).notice().id();
        Optional<UUID> together = letter.items().size() > 1 ? Optional.of(lead) : Optional.empty();
        for (Item item : letter.items()) {
            boolean leads = item.notice().id().equals(lead);
            SendingTable.take(
                    tx, new Taking(item, leads ? Optional.of(letter.ref()) : Optional.empty(), together), until);
        }
    }

    /** How many of its channel wait. */
    long waiting() {
        return transactions.read(tx -> NoticesTable.waiting(tx, deliverer.channel()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
