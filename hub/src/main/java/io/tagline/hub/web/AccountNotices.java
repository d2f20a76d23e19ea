package io.tagline.hub.web;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.notify.Contact;
import io.tagline.hub.notify.Milestone;
import io.tagline.hub.notify.NoticeChoice;
import io.tagline.hub.notify.NoticeDesk;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a customer is told of by e-mail, for that customer to choose. Safe for any thread. */
@Component
final class AccountNotices {
    private final NoticeDesk desk;

    AccountNotices(NoticeDesk desk) {
        this.desk = desk;
    }

    /** A milestone, and {@code yes}, {@code no} or nothing for what the service says. */
    record Choice(String code, String now) {}

    /** Of an address that has never been told anything there is nothing to choose yet. */
    List<Choice> choices(Personal email) {
        return desk.byEmail(email).map(AccountNotices::choices).orElse(List.of());
    }

    static List<Choice> choices(NoticeDesk.Chosen chosen) {
        return Milestone.CHOICES.stream()
                .map(milestone -> new Choice(
                        milestone.code(),
                        Optional.ofNullable(chosen.choice().milestones().get(milestone))
                                .map(wanted -> wanted ? "yes" : "no")
                                .orElse("")))
                .toList();
    }

    /** What a form of those choices says. */
    static Map<Milestone, Boolean> wanted(Map<String, String> form) {
        Map<Milestone, Boolean> wanted = new EnumMap<>(Milestone.class);
        for (Milestone milestone : Milestone.CHOICES) {
            String value = form.getOrDefault("notice-" + milestone.code(), "");
            if (value.equals("yes") || value.equals("no")) {
                wanted.put(milestone, value.equals("yes"));
            }
        }
        return wanted;
    }

    /** Whether its owner wanted no more, or nobody was there. */
    boolean isStopped(Personal email) {
        return desk.byEmail(email)
                .filter(chosen -> chosen.contact().state() != Contact.State.OPEN)
                .isPresent();
    }

    /** Makes what a form says the choice; false if there is nothing to choose, or somebody else chose meanwhile. */
    boolean choose(Personal email, Map<String, String> form, Viewer who) {
        return desk.byEmail(email)
                .flatMap(chosen -> desk.choose(
                        chosen.contact().id(),
                        chosen.contact().version(),
                        new NoticeChoice(
                                chosen.choice().language(),
                                chosen.choice().zone(),
                                chosen.choice().quiet(),
                                wanted(form)),
                        who))
                .isPresent();
    }
}
