package io.tagline.hub.notify;

import io.tagline.hub.notify.AddressBook.Addressee;
import io.tagline.hub.tracking.ParcelId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Decides who is told what, and when; sees neither store nor clock. */
final class NoticePlan {
    private final NoticeRules rules;
    private final Instant now;
    private final Map<Slot, Integer> newest = new HashMap<>();
    private final List<Planned> planned = new ArrayList<>();

    NoticePlan(NoticeRules rules, Instant now) {
        this.rules = rules;
        this.now = now;
    }

    private record Slot(ParcelId parcel, UUID contact, Optional<Milestone> beside) {}

    /** News of a parcel that may be worth a notice. */
    record News(UUID cause, ParcelId parcel, Milestone milestone, Instant happenedAt) {}

    /**
     * One notice.
     *
     * @param state waiting, or superseded by one that comes later in the list
     */
    record Planned(News news, Addressee to, NoticeState state, Instant dueAt) {
        Planned superseded() {
            return new Planned(news, to, NoticeState.SUPERSEDED, dueAt);
        }
    }

    /**
     * Takes news in the order in which it was committed; of how a parcel stands a contact is told the last only, and that says what
     * else there is to say; other news waits beside it, so that it does not hide it.
     */
    void add(News news, String service, Iterable<Addressee> addressees, Map<UUID, Map<Milestone, Boolean>> choices) {
        for (Addressee to : addressees) {
            Contact contact = to.contact();
            if (contact.state() == Contact.State.OPEN && wants(contact, news.milestone(), service, choices)) {
                Planned notice = new Planned(news, to, NoticeState.WAITING, due(news, contact));
                Optional<Milestone> beside =
                        news.milestone().isStatus() ? Optional.empty() : Optional.of(news.milestone());
                if (beside.isEmpty()) {
                    for (Milestone other : Milestone.values()) {
                        supersede(new Slot(news.parcel(), contact.id(), Optional.of(other)));
                    }
                }
                Slot slot = new Slot(news.parcel(), contact.id(), beside);
                supersede(slot);
                newest.put(slot, planned.size());
                planned.add(notice);
            }
        }
    }

    private void supersede(Slot slot) {
        Integer before = newest.remove(slot);
        if (before != null) {
            planned.set(before, planned.get(before).superseded());
        }
    }

    List<Planned> notices() {
        return List.copyOf(planned);
    }

    private boolean wants(
            Contact contact, Milestone milestone, String service, Map<UUID, Map<Milestone, Boolean>> choices) {
        return wants(rules, contact, choices.getOrDefault(contact.id(), Map.of()), milestone, service);
    }

    /** What was chosen, else what the service says; programs are told everything that they did not refuse. */
    static boolean wants(
            NoticeRules rules, Contact contact, Map<Milestone, Boolean> chosen, Milestone milestone, String service) {
        if (milestone == Milestone.CORRECTED) {
            return true;
        }
        boolean usual = !contact.channel().reachesPeople() || rules.of(service).contains(milestone);
        return chosen.getOrDefault(milestone, usual);
    }

    private Instant due(News news, Contact contact) {
        boolean late = Duration.between(news.happenedAt(), now).compareTo(NoticeRules.LATE) > 0;
        Instant gathered = now.plus(late ? NoticeRules.GATHER_LATE : NoticeRules.GATHER);
        return afterQuiet(rules, contact, gathered);
    }

    /** That time, or the end of the contact's quiet hours. */
    static Instant afterQuiet(NoticeRules rules, Contact contact, Instant wanted) {
        return contact.channel().reachesPeople()
                ? contact.quiet()
                        .orElse(rules.quiet())
                        .next(wanted, contact.zone().orElse(rules.zone()))
                : wanted;
    }
}
