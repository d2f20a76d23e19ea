package io.tagline.hub.notify;

import io.tagline.hub.store.Tx;
import io.tagline.hub.timeline.ParcelTimeline;
import io.tagline.hub.timeline.Timelines;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.Exceptions;
import io.tagline.hub.tracking.ParcelId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses what a notice says, at the moment at which it goes: only what is so now, and not what was told before. Stateless. */
final class Composer {
    private static final String NO_DAY = "-";

    private final NoticeRules rules;

    Composer(NoticeRules rules) {
        this.rules = rules;
    }

    /** Why a notice does not go. */
    record End(NoticeState state, String reason) {}

    /** One of: an end, a later time, a letter with what it tells in the form that is compared. */
    record Composed(Optional<End> end, Optional<Instant> notBefore, Optional<Letter> letter, String told) {
        static Composed end(NoticeState state, String reason) {
            return new Composed(Optional.of(new End(state, reason)), Optional.empty(), Optional.empty(), "");
        }
    }

    Composed compose(Tx tx, Notice notice, Instant now) {
        Optional<Contact> to = ContactsTable.byId(tx, List.of(notice.contact())).stream()
                .filter(contact -> contact.state() == Contact.State.OPEN)
                .findFirst();
        if (to.isEmpty()) {
            return Composed.end(NoticeState.STOPPED, "the contact is not open any more");
        }
        if (Duration.between(notice.createdAt(), now).compareTo(NoticeRules.LONGEST_WAIT) > 0) {
            return Composed.end(
                    NoticeState.EXPIRED, "it waited longer than " + NoticeRules.LONGEST_WAIT.toDays() + " days");
        }
        Instant awake = NoticePlan.afterQuiet(rules, to.get(), now);
        if (awake.isAfter(now)) {
            return new Composed(Optional.empty(), Optional.of(awake), Optional.empty(), "");
        }
        Optional<ParcelNow> parcel = ParcelFactsTable.now(tx, notice.parcel());
        if (parcel.isEmpty()) {
            return Composed.end(NoticeState.OVERTAKEN, "no order holds the parcel any more");
        }
        return parcel.flatMap(standing -> milestone(tx, notice, to.get(), standing))
                .map(milestone -> compose(tx, notice, to.get(), parcel.get(), milestone, now))
                .orElseGet(() -> Composed.end(NoticeState.OVERTAKEN, "it is not so any more"));
    }

    /** What there is to tell now of what the notice was made for; empty if nothing that the contact wants to know. */
    private Optional<Milestone> milestone(Tx tx, Notice notice, Contact to, ParcelNow parcel) {
        Optional<Milestone> current = Milestone.of(parcel.status());
        return switch (notice.milestone()) {
            case PROMISE_CHANGED -> Optional.of(Milestone.PROMISE_CHANGED).filter(m -> parcel.isUnderWay());
            case MISSING ->
                Optional.of(Milestone.MISSING).filter(m -> parcel.isUnderWay() && isMissing(tx, parcel.id()));
            case ACCEPTED, ON_ITS_WAY, HELD, OUT_FOR_DELIVERY, ATTEMPT_FAILED, READY_FOR_PICKUP, DELIVERED, RETURNING ->
                current.filter(m -> m == notice.milestone() || wants(tx, to, m, parcel.service()));
        };
    }

    private boolean wants(Tx tx, Contact to, Milestone milestone, String service) {
        var chosen = ChoicesTable.of(tx, List.of(to.id())).getOrDefault(to.id(), Map.of());
        return NoticePlan.wants(rules, to, chosen, milestone, service);
    }

    private static boolean isMissing(Tx tx, ParcelId parcel) {
        return Exceptions.of(ParcelTimeline.fold(Timelines.events(tx, parcel)).standing())
                .contains(EventKind.MISSING);
    }

    private Composed compose(Tx tx, Notice notice, Contact to, ParcelNow parcel, Milestone milestone, Instant now) {
        Optional<String> last = NoticesTable.lastTold(tx, to.id(), parcel.id());
        Optional<LocalDate> toldDay = last.flatMap(Composer::day);
        Optional<LocalDate> day = parcel.isUnderWay() ? parcel.expected() : Optional.empty();
        String told = milestone.code() + " " + day.map(LocalDate::toString).orElse(NO_DAY);
        boolean sameDay = milestone == Milestone.PROMISE_CHANGED && last.isPresent() && toldDay.equals(day);
        if (sameDay || last.filter(told::equals).isPresent()) {
            return Composed.end(NoticeState.OVERTAKEN, "it was told before");
        }
        NoticeWords words = new NoticeWords(
                to.language().orElse(rules.language()), to.zone().orElse(rules.zone()));
        boolean isStatus = milestone != Milestone.PROMISE_CHANGED && milestone != Milestone.MISSING;
        boolean late = isStatus
                && Duration.between(parcel.statusAt(), notice.createdAt()).compareTo(NoticeRules.LATE) > 0;
        NoticeText text = words.text(
                parcel, milestone, late, toldDay, now, rules.publicUrl().map(url -> url + "/track/" + parcel.link()));
        Letter letter = new Letter(
                // other words under a name that was used may be taken for a repeat of the old ones
                notice.ref()
                        .filter(ref -> notice.told().filter(told::equals).isPresent())
                        .orElseGet(() -> Tokens.next().value()),
                to,
                milestone,
                parcel,
                text,
                notice.createdAt(),
                rules.publicUrl().map(url -> url + "/notices/stop/" + to.token().value()));
        return new Composed(Optional.empty(), Optional.empty(), Optional.of(letter), told);
    }

    private static Optional<LocalDate> day(String told) {
        String day = told.substring(told.indexOf(' ') + 1);
        return day.equals(NO_DAY) ? Optional.empty() : Optional.of(LocalDate.parse(day));
    }
}
