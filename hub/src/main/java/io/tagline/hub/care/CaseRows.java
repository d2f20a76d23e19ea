package io.tagline.hub.care;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a case down: its row, its history, the audit log and what others act on, all in the caller's transaction. What people wrote is
 * in the row and the history alone, which go some day.
 */
final class CaseRows {
    private final CareRules rules;

    CaseRows(CareRules rules) {
        this.rules = rules;
    }

    CareRules rules() {
        return rules;
    }

    /** The case, or the one of this source and reference that was there. */
    Cases.Opened open(Tx tx, CaseOpening opening, Viewer who, Instant now) {
        return open(tx, opening, CaseContextTable.of(tx, opening.parcel(), opening.customer()), who, now);
    }

    /**
     * As above.
     *
     * @param context whose it is, and what the rules need
     */
    Cases.Opened open(Tx tx, CaseOpening opening, CaseContextTable.Context context, Viewer who, Instant now) {
        Optional<Case> known = CasesTable.bySource(tx, opening.source(), opening.reference());
        if (known.isPresent()) {
            return new Cases.Opened(known.get(), false);
        }
        CareRules.Routing routing = rules.routing(opening.kind(), opening.site());
        DueTimes due = DueTimes.of(rules.target(opening.kind(), context.service(), context.segment()), now);
        Case opened = new Case(
                TimeOrderedIds.next(now),
                CaseNumber.next(),
                opening.source(),
                opening.reference(),
                opening.kind(),
                context.customer(),
                opening.parcel(),
                opening.site(),
                opening.replyTo().map(Personal::new),
                new Personal(opening.subject()),
                new Personal(opening.text()),
                routing.supervisor().orElse(rules.supervisor()),
                now,
                CaseProgress.begun(routing.owner(), due),
                opening.claimed().map(amount -> new Claim(amount, Optional.empty(), Optional.empty())),
                1,
                now);
        if (!CasesTable.insert(tx, opened, opened.progress().lookAt(rules.patience()))) {
            // another hub was first
            return new Cases.Opened(
                    CasesTable.bySource(tx, opening.source(), opening.reference())
                            .orElseThrow(),
                    false);
        }
        opened.claim().ifPresent(claim -> ClaimsTable.insert(tx, opened.id(), claim.claimed()));
        boolean unused = Interactions.record(
                tx,
                new Interaction(
                        "case",
                        opened.number(),
                        opening.channel(),
                        Interaction.Direction.IN,
                        opened.customer(),
                        opened.parcel(),
                        Optional.of(opened.id()),
                        Optional.of(who.name()),
                        now,
                        new Personal(Texts.cut(opening.subject(), Interaction.LONGEST))));
        CaseEventsTable.add(tx, opened.id(), now, who.name(), "opened", Optional.empty());
        tell(tx, opened, 1, who, "case.opened", opened.kind().code(), now);
        return new Cases.Opened(opened, true);
    }

    /**
     * Makes a case what it has become.
     *
     * @param what in a word for each thing that has changed, for the history
     * @return the case with its next version
     * @throws CareRefusedException if somebody else has changed it since it was read
     */
    Case keep(
            Tx tx,
            Case before,
            CaseProgress after,
            List<String> what,
            Optional<String> note,
            Viewer who,
            String action,
            Instant now) {
        Case changed = before.with(after, now);
        if (!CasesTable.update(tx, changed, after.lookAt(rules.patience()))) {
            throw Cases.stale(before.number(), before.version());
        }
        List<String> changes = what.isEmpty() ? List.of("note") : what;
        for (int i = 0; i < changes.size(); i++) {
            CaseEventsTable.add(tx, before.id(), now, who.name(), changes.get(i), i == 0 ? note : Optional.empty());
        }
        tell(tx, before, before.version() + 1, who, action, String.join(" ", changes), now);
        return CasesTable.byId(tx, before.id()).orElseThrow();
    }

    /** The hours in which the due times of a case run. */
    WorkHours hours(Tx tx, Case of) {
        CaseContextTable.Context context = CaseContextTable.of(tx, of.parcel(), of.customer());
        return rules.target(of.kind(), context.service(), context.segment()).hours();
    }

    /** In a word each, what is another now. */
    static List<String> differences(CaseProgress before, CaseProgress after) {
        List<String> what = new ArrayList<>();
        if (before.state() != after.state()) {
            what.add("state:" + after.state().code());
        }
        if (!before.owner().equals(after.owner())) {
            what.add("owner:" + after.owner());
        }
        if (before.escalation() != after.escalation()) {
            what.add("escalated:" + after.escalation().code());
        }
        if (before.respondedAt().isEmpty() && after.respondedAt().isPresent()) {
            what.add("responded");
        }
        if (!before.resolution().equals(after.resolution()) || !before.answer().equals(after.answer())) {
            what.add("solution");
        }
        return what;
    }

    private static void tell(Tx tx, Case about, int version, Viewer who, String action, String detail, Instant now) {
        String subject = "case:" + about.id();
        Audit.record(tx, who, action, subject, detail, now);
        Happenings.append(
                tx,
                Happening.of(
                        Kind.CASE_CHANGED, about.customer(), about.parcel(), subject, String.valueOf(version), now));
    }
}
