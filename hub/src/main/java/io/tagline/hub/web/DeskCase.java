package io.tagline.hub.web;

import io.tagline.hub.care.Case;
import io.tagline.hub.care.CaseEvent;
import io.tagline.hub.care.CaseState;
import io.tagline.hub.care.Claim;
import io.tagline.hub.customer.Personal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A case as its page shows it, with what who looks may see.
 *
 * @param next states that may come, by their codes
 * @param byMail whether there is an address to answer to
 * @param replyTo that address; empty for who may not see it
 */
record DeskCase(
        DeskCaseLine line,
        Optional<String> text,
        String supervisor,
        String escalation,
        List<String> next,
        boolean byMail,
        Optional<ReplyTo> replyTo,
        Optional<String> resolution,
        Optional<Pay> claim,
        List<Happened> history,
        List<DeskTalk> talks,
        int version) {

    /**
     * Where an answer goes.
     *
     * @param known whether it is an address of the case's customer; who reports on a parcel's page may be anybody
     */
    record ReplyTo(String address, boolean known) {}

    /** What it asks for in money; amounts and names are empty for who may not see them. */
    record Pay(
            String claimed,
            String proposed,
            String proposedBy,
            String decision,
            String decidedBy,
            String currency,
            boolean open,
            boolean proposable) {}

    /** Something that became of it. */
    record Happened(Times.Local at, String who, String key, String value, Optional<String> note) {}

    static DeskCase of(
            Case found,
            List<CaseEvent> history,
            List<DeskTalk> talks,
            boolean known,
            Predicate<String> mayRead,
            Times times,
            Instant now) {
        boolean reads = mayRead.test("case.text");
        return new DeskCase(
                DeskCaseLine.of(found, mayRead, times, now),
                Optional.of(found.text()).filter(text -> reads).map(Personal::value),
                found.supervisor(),
                found.progress().escalation().code(),
                found.state().next().stream().map(CaseState::code).toList(),
                found.replyTo().isPresent(),
                found.replyTo()
                        .filter(address -> mayRead.test("customer.email"))
                        .map(address -> new ReplyTo(address.value(), known)),
                found.progress().resolution().filter(text -> reads).map(Personal::value),
                found.claim().map(claim -> pay(claim, found.state() != CaseState.CLOSED, mayRead)),
                history.stream().map(event -> happened(event, mayRead, times)).toList(),
                talks,
                found.version());
    }

    private static Pay pay(Claim claim, boolean ongoing, Predicate<String> mayRead) {
        boolean amounts = mayRead.test("claim.amount");
        boolean approval = mayRead.test("claim.approval");
        return new Pay(
                amounts ? claim.claimed().toString() : "",
                claim.proposal()
                        .filter(made -> amounts)
                        .map(made -> made.amount().toString())
                        .orElse(""),
                claim.proposal()
                        .filter(made -> approval)
                        .map(Claim.Proposal::by)
                        .orElse(""),
                claim.decision()
                        .map(made -> made.approved() ? "approved" : "rejected")
                        .orElse(""),
                claim.decision()
                        .filter(made -> approval)
                        .map(Claim.Decision::by)
                        .orElse(""),
                claim.claimed().currency().getCurrencyCode(),
                ongoing && claim.proposal().isPresent() && claim.decision().isEmpty(),
                ongoing
                        && amounts
                        && claim.decision().filter(Claim.Decision::approved).isEmpty());
    }

    /** Amounts and who decided are in the words of some changes. */
    private static Happened happened(CaseEvent event, Predicate<String> mayRead, Times times) {
        DeskLine.Step step = DeskLine.Step.of(event.change());
        boolean ofClaim = List.of("case.step.proposed", "case.step.approved", "case.step.rejected")
                .contains(step.key());
        return new Happened(
                times.at(event.at(), Optional.empty()),
                ofClaim && !mayRead.test("claim.approval") ? "" : event.who(),
                step.key(),
                ofClaim && !mayRead.test("claim.amount") ? "" : step.value(),
                event.note()
                        .filter(note -> mayRead.test(ofClaim ? "claim.approval" : "case.text"))
                        .map(Personal::value));
    }
}
