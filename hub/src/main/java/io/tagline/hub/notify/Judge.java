package io.tagline.hub.notify;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import io.tagline.hub.timeline.ParcelTimeline;
import io.tagline.hub.timeline.Timelines;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.Exceptions;
import io.tagline.hub.tracking.ParcelId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what notices still say at the moment at which they go: only what is so now, and not what was told before. Stateless. */
final class Judge {
    private static final String NO_DAY = "-";

    private final NoticeRules rules;

    Judge(NoticeRules rules) {
        this.rules = rules;
    }

    /** A notice that does not go, and why. */
    record Ended(Notice notice, NoticeState state, String reason) {}

    /** What goes, in the order given, and what does not. */
    record Judged(List<Item> items, List<Ended> ended) {}

    /** All that is read of the store for the notices of one contact. */
    private record Known(
            Contact to,
            Map<ParcelId, ParcelNow> parcels,
            Map<ParcelId, String> told,
            Map<Milestone, Boolean> chosen,
            Map<CustomerId, Locale> languages) {}

    Judged judge(Tx tx, Contact to, List<Notice> due, Instant now) {
        Set<ParcelId> parcels = new HashSet<>();
        Set<CustomerId> customers = new HashSet<>();
        due.forEach(notice -> {
            parcels.add(notice.parcel());
            notice.customer().ifPresent(customers::add);
        });
        Known known = new Known(
                to,
                ParcelFactsTable.now(tx, parcels),
                NoticesTable.lastTold(tx, to.id(), parcels),
                ChoicesTable.of(tx, List.of(to.id())).getOrDefault(to.id(), Map.of()),
                PeopleTable.languages(tx, customers));
        Judged judged = new Judged(new ArrayList<>(), new ArrayList<>());
        due.forEach(notice -> judge(tx, known, notice, now, judged));
        return judged;
    }

    private void judge(Tx tx, Known known, Notice notice, Instant now, Judged judged) {
        ParcelNow parcel = known.parcels().get(notice.parcel());
        if (Duration.between(notice.createdAt(), now).compareTo(NoticeRules.LONGEST_WAIT) > 0) {
            judged.ended()
                    .add(new Ended(
                            notice,
                            NoticeState.EXPIRED,
                            "it waited longer than " + NoticeRules.LONGEST_WAIT.toDays() + " days"));
        } else if (parcel == null) {
            judged.ended().add(new Ended(notice, NoticeState.OVERTAKEN, "no order holds the parcel any more"));
        } else {
            Optional<Milestone> milestone = milestone(tx, known, notice, parcel);
            Optional<Item> item = milestone.flatMap(is -> item(known, notice, parcel, is, now));
            if (item.isPresent()) {
                judged.items().add(item.get());
                // another of the same parcel, which a sender that died has left, says it no second time
                known.told().put(parcel.id(), item.get().told());
            } else {
                String reason = milestone.isEmpty() ? "it is not so any more" : "it was told before";
                judged.ended().add(new Ended(notice, NoticeState.OVERTAKEN, reason));
            }
        }
    }

    /** What there is to tell now of what the notice was made for; empty if nothing that the contact wants to know. */
    private Optional<Milestone> milestone(Tx tx, Known known, Notice notice, ParcelNow parcel) {
        Optional<Milestone> current = Milestone.of(parcel.status());
        return switch (notice.milestone()) {
            case PROMISE_CHANGED -> Optional.of(Milestone.PROMISE_CHANGED).filter(is -> parcel.isUnderWay());
            case MISSING ->
                Optional.of(Milestone.MISSING).filter(is -> parcel.isUnderWay() && isMissing(tx, parcel.id()));
            case ACCEPTED, ON_ITS_WAY, HELD, OUT_FOR_DELIVERY, ATTEMPT_FAILED, READY_FOR_PICKUP, DELIVERED, RETURNING ->
                current.filter(is -> is == notice.milestone()
                        || NoticePlan.wants(rules, known.to(), known.chosen(), is, parcel.service()));
        };
    }

    private static boolean isMissing(Tx tx, ParcelId parcel) {
        return Exceptions.of(ParcelTimeline.fold(Timelines.events(tx, parcel)).standing())
                .contains(EventKind.MISSING);
    }

    private Optional<Item> item(Known known, Notice notice, ParcelNow parcel, Milestone milestone, Instant now) {
        Optional<String> last = Optional.ofNullable(known.told().get(parcel.id()));
        Optional<LocalDate> toldDay = last.flatMap(Judge::day);
        Optional<LocalDate> day = parcel.isUnderWay() ? parcel.expected() : Optional.empty();
        String told = milestone.code() + " " + day.map(LocalDate::toString).orElse(NO_DAY);
        boolean sameDay = milestone == Milestone.PROMISE_CHANGED && last.isPresent() && toldDay.equals(day);
        if (sameDay || last.filter(told::equals).isPresent()) {
            return Optional.empty();
        }
        NoticeText text = words(known, notice)
                .text(
                        parcel,
                        milestone,
                        isLate(notice, parcel, milestone),
                        toldDay,
                        now,
                        rules.publicUrl().map(url -> url + "/track/" + parcel.link()));
        return Optional.of(new Item(notice, parcel, milestone, told, text));
    }

    /** Whether what is told of was long before the hub learned it; of a promise and of what was not seen there is no such time. */
    static boolean isLate(Notice notice, ParcelNow parcel, Milestone milestone) {
        return milestone != Milestone.PROMISE_CHANGED
                && milestone != Milestone.MISSING
                && Duration.between(parcel.statusAt(), notice.createdAt()).compareTo(NoticeRules.LATE) > 0;
    }

    private NoticeWords words(Known known, Notice notice) {
        Locale language = known.to()
                .language()
                .or(() -> notice.customer()
                        .flatMap(who -> Optional.ofNullable(known.languages().get(who))))
                .orElse(rules.language());
        return new NoticeWords(language, known.to().zone().orElse(rules.zone()));
    }

    private static Optional<LocalDate> day(String told) {
        String day = told.substring(told.indexOf(' ') + 1);
        return day.equals(NO_DAY) ? Optional.empty() : Optional.of(LocalDate.parse(day));
    }
}
