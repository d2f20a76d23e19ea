package io.tagline.hub.notify;

import io.tagline.hub.notify.Judge.Ended;
import io.tagline.hub.notify.Judge.Judged;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes messages of what waits for one contact. People get more than three notices at once as one message, and the late news of a
 * depot that catches up, once that was more than three, as one a day: what comes after it goes the next morning. Stateless.
 */
final class Composer {
    /** So many messages at once are news; more are a storm. */
    static final int MOST_SINGLE = 3;

    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private final NoticeRules rules;
    private final Judge judge;

    Composer(NoticeRules rules) {
        this.rules = rules;
        this.judge = new Judge(rules);
    }

    /** Notices that wait for a later time. */
    record Postponed(List<UUID> notices, Instant until) {}

    /** What becomes of those that were due. */
    record Composed(List<Ended> ended, List<Postponed> postponed, List<Letter> letters) {
        Composed() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        private void postpone(List<Notice> notices, Instant until) {
            postponed.add(new Postponed(notices.stream().map(Notice::id).toList(), until));
        }
    }

    /**
     * What becomes of the notices of a contact whose time has come.
     *
     * @param to empty if the contact is not there any more
     * @param waiting all that waits for it, due or not
     */
    Composed compose(Tx tx, Optional<Contact> to, List<Notice> waiting, Instant now) {
        Composed composed = new Composed();
        List<Notice> due = new ArrayList<>(
                waiting.stream().filter(notice -> !notice.dueAt().isAfter(now)).toList());
        Optional<Contact> open = to.filter(contact -> contact.state() == Contact.State.OPEN);
        if (open.isEmpty()) {
            due.forEach(notice ->
                    composed.ended().add(new Ended(notice, NoticeState.STOPPED, "the contact is not open any more")));
            return composed;
        }
        Contact contact = open.get();
        Instant awake = NoticePlan.afterQuiet(rules, contact, now);
        if (awake.isAfter(now)) {
            composed.postpone(due, awake);
            return composed;
        }
        if (contact.channel().reachesPeople()) {
            gather(waiting, due, now, composed);
        }
        Judged judged = judge.judge(tx, contact, due, now);
        composed.ended().addAll(judged.ended());
        judged.later().forEach(later -> composed.postpone(List.of(later.notice()), later.until()));
        if (contact.channel().reachesPeople()) {
            composed.letters().addAll(forPerson(tx, contact, judged.items(), now, composed));
        } else {
            judged.items().forEach(item -> composed.letters().add(alone(contact, item)));
        }
        return composed;
    }

    /** Late news waits until no more of it comes for this contact, yet not for ever. */
    private static void gather(List<Notice> waiting, List<Notice> due, Instant now, Composed composed) {
        List<Notice> late = waiting.stream()
                .filter(notice -> notice.isLate() && notice.state() == NoticeState.WAITING)
                .toList();
        Optional<Instant> first = late.stream().map(Notice::createdAt).min(Comparator.naturalOrder());
        Optional<Instant> last = late.stream().map(Notice::dueAt).max(Comparator.naturalOrder());
        if (first.isEmpty() || last.isEmpty()) {
            return;
        }
        Instant latest = first.get().plus(NoticeRules.GATHER_LATE_AT_MOST);
        Instant until = last.get().isBefore(latest) ? last.get() : latest;
        if (until.isAfter(now)) {
            List<Notice> held = due.stream().filter(late::contains).toList();
            due.removeAll(held);
            composed.postpone(held, until);
        }
    }

    private List<Letter> forPerson(Tx tx, Contact contact, List<Item> items, Instant now, Composed composed) {
        List<Item> going = items;
        int before = 0;
        List<Item> late = items.stream().filter(item -> item.notice().isLate()).toList();
        if (!late.isEmpty()) {
            ZoneId zone = contact.zone().orElse(rules.zone());
            LocalDate today = now.atZone(zone).toLocalDate();
            NoticesTable.LateSent sent = NoticesTable.lateSince(
                    tx, contact.id(), today.atStartOfDay(zone).toInstant());
            before = sent.letters();
            if (sent.digest()) {
                Instant morning = today.plusDays(1).atTime(MORNING).atZone(zone).toInstant();
                composed.postpone(
                        late.stream().map(Item::notice).toList(), NoticePlan.afterQuiet(rules, contact, morning));
                going = items.stream().filter(item -> !late.contains(item)).toList();
                before = 0;
            }
        }
        if (going.size() <= 1 || going.size() + before <= MOST_SINGLE) {
            return going.stream().map(item -> alone(contact, item)).toList();
        }
        return List.of(together(tx, contact, going));
    }

    private Letter alone(Contact to, Item item) {
        Notice notice = item.notice();
        // other words under a name that was used may be taken for a repeat of the old ones
        String ref = notice.ref()
                .filter(used -> notice.letter().isEmpty()
                        && notice.told().filter(item.told().text()::equals).isPresent())
                .orElseGet(Composer::fresh);
        return letter(ref, to, item.parcel().id().value(), item.text(), List.of(item));
    }

    private Letter together(Tx tx, Contact to, List<Item> items) {
        Optional<Item> lead = items.stream()
                .filter(item -> item.notice()
                        .letter()
                        .filter(item.notice().id()::equals)
                        .isPresent())
                .findFirst();
        String ref = lead.filter(first -> isSame(tx, first, items))
                .flatMap(first -> first.notice().ref())
                .orElseGet(Composer::fresh);
        List<Item> inOrder = new ArrayList<>(items);
        lead.ifPresent(first -> {
            inOrder.remove(first);
            inOrder.add(0, first);
        });
        NoticeWords words =
                new NoticeWords(items.get(0).text().language(), to.zone().orElse(rules.zone()));
        return letter(ref, to, to.id(), words.digest(items, rules.publicUrl().map(url -> url + "/")), inOrder);
    }

    /** Whether a message that is tried again holds what it held. */
    private static boolean isSame(Tx tx, Item lead, List<Item> items) {
        UUID letter = lead.notice().id();
        return items.stream()
                        .allMatch(item ->
                                item.notice().letter().filter(letter::equals).isPresent()
                                        && item.notice()
                                                .told()
                                                .filter(item.told().text()::equals)
                                                .isPresent())
                && SendingTable.inLetter(tx, letter) == items.size();
    }

    private Letter letter(String ref, Contact to, UUID topic, NoticeText text, List<Item> items) {
        Optional<String> chooseLink = link("choices", to);
        Optional<String> stopLink = link("stop", to);
        return new Letter(ref, to, topic, text, MailBody.of(text, chooseLink, stopLink), stopLink, items);
    }

    private Optional<String> link(String page, Contact to) {
        return rules.publicUrl()
                .map(url -> url + "/notices/" + page + "/" + to.token().value());
    }

    private static String fresh() {
        return Tokens.next().value();
    }
}
