package io.tagline.hub.notify;

import io.tagline.hub.notify.SaidTable.Said;
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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides what notices still say at the moment at which they go: only what is so now, and not what was told before. Stateless. */
final class Judge {
    private final NoticeRules rules;

    Judge(NoticeRules rules) {
        this.rules = rules;
    }

    /** A notice that does not go, and why. */
    record Ended(Notice notice, NoticeState state, String reason) {}

    /** A notice of something that may yet turn out not to be so. */
    record Later(Notice notice, Instant until) {}

    /** What goes, what does not, and what goes later. */
    record Judged(List<Item> items, List<Ended> ended, List<Later> later) {
        Judged() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /** All that is read of the store for the notices of one contact. */
    private record Known(
            Contact to,
            Map<ParcelId, ParcelNow> parcels,
            Map<ParcelId, List<Said>> said,
            Map<Milestone, Boolean> chosen,
            Map<CustomerId, Locale> languages) {

        List<Said> said(ParcelId parcel) {
            return said.computeIfAbsent(parcel, of -> new ArrayList<>());
        }
    }

    /**
     * What there is to say of a parcel.
     *
     * @param undone what was told before and was not so
     */
    private record Word(Milestone milestone, Optional<Milestone> undone) {}

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
                SaidTable.to(tx, to.id(), parcels),
                ChoicesTable.of(tx, List.of(to.id())).getOrDefault(to.id(), Map.of()),
                PeopleTable.languages(tx, customers));
        Judged judged = new Judged();
        // how the parcel stands says its day, too
        due.stream()
                .sorted(Comparator.comparing(notice -> !notice.milestone().isStatus()))
                .forEach(notice -> judge(tx, known, notice, now, judged));
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
            Optional<Milestone> undone =
                    Undone.of(known.said(parcel.id()), parcel.status(), () -> Timelines.events(tx, parcel.id()));
            Instant sure = parcel.statusAt().plus(rules.falseDeparture());
            boolean tellsStatus = notice.milestone().isStatus() || undone.isPresent();
            if (tellsStatus && parcel.doubtful() && now.isBefore(sure)) {
                judged.later().add(new Later(notice, sure));
            } else {
                judge(known, notice, parcel, word(tx, known, notice, parcel, undone), now, judged);
            }
        }
    }

    private void judge(Known known, Notice notice, ParcelNow parcel, Optional<Word> word, Instant now, Judged judged) {
        Optional<Item> item = word.flatMap(is -> item(known, notice, parcel, is, now));
        if (item.isPresent()) {
            judged.items().add(item.get());
            // another of the same parcel, which a sender that died has left, says it no second time
            known.said(parcel.id()).add(new Said(item.get().told(), now, true));
        } else {
            String reason = word.isEmpty() ? "it is not so any more" : "it was told before";
            judged.ended().add(new Ended(notice, NoticeState.OVERTAKEN, reason));
        }
    }

    /** What there is to tell now of what the notice was made for; empty if nothing that the contact wants to know. */
    private Optional<Word> word(Tx tx, Known known, Notice notice, ParcelNow parcel, Optional<Milestone> undone) {
        Optional<Milestone> current = Milestone.of(parcel.status());
        if (undone.isPresent() && notice.milestone() != Milestone.MISSING) {
            return Optional.of(new Word(current.orElse(Milestone.CORRECTED), undone));
        }
        Optional<Milestone> milestone =
                switch (notice.milestone()) {
                    case PROMISE_CHANGED ->
                        Optional.of(Milestone.PROMISE_CHANGED).filter(is -> parcel.isUnderWay());
                    case MISSING ->
                        Optional.of(Milestone.MISSING).filter(is -> parcel.isUnderWay() && isMissing(tx, parcel.id()));
                    case ACCEPTED,
                            ON_ITS_WAY,
                            HELD,
                            OUT_FOR_DELIVERY,
                            ATTEMPT_FAILED,
                            READY_FOR_PICKUP,
                            DELIVERED,
                            RETURNING,
                            CORRECTED ->
                        current.filter(is -> is == notice.milestone()
                                || NoticePlan.wants(rules, known.to(), known.chosen(), is, parcel.service()));
                };
        return milestone.map(is -> new Word(is, undone));
    }

    private static boolean isMissing(Tx tx, ParcelId parcel) {
        return Exceptions.of(ParcelTimeline.fold(Timelines.events(tx, parcel)).standing())
                .contains(EventKind.MISSING);
    }

    private Optional<Item> item(Known known, Notice notice, ParcelNow parcel, Word word, Instant now) {
        Optional<Told> last = known.said(parcel.id()).stream()
                .filter(Said::sure)
                .map(Said::told)
                .reduce((earlier, later) -> later);
        Optional<LocalDate> toldDay = last.flatMap(Told::day);
        Optional<LocalDate> day = parcel.isUnderWay() ? parcel.expected() : Optional.empty();
        Told told = new Told(word.milestone(), day, word.undone().isPresent());
        boolean sameDay = word.milestone() == Milestone.PROMISE_CHANGED && last.isPresent() && toldDay.equals(day);
        if (word.undone().isEmpty() && (sameDay || last.filter(told::says).isPresent())) {
            return Optional.empty();
        }
        NoticeText text = words(known, notice)
                .text(
                        parcel,
                        word.milestone(),
                        word.undone(),
                        isLate(notice, parcel, word.milestone(), word.undone()),
                        toldDay,
                        now,
                        rules.publicUrl().map(url -> url + "/track/" + parcel.link()));
        return Optional.of(new Item(notice, parcel, word.milestone(), word.undone(), told, text));
    }

    /**
     * Whether what is told of was long before the hub learned it; of a promise and of what was not seen there is no such time, and how
     * a parcel stands after a correction may have been known all the while.
     */
    static boolean isLate(Notice notice, ParcelNow parcel, Milestone milestone, Optional<Milestone> undone) {
        return milestone.isStatus()
                && undone.isEmpty()
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
}
