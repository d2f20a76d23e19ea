package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.care.Case;
import io.tagline.hub.care.CaseEvent;
import io.tagline.hub.care.CaseProgress;
import io.tagline.hub.care.Claim;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.promise.Money;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A case in the API, with what who asks may see of it. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CaseJson(
        String number,
        String source,
        String reference,
        String kind,
        String state,
        List<String> next,
        Optional<UUID> customer,
        Optional<UUID> parcel,
        Optional<String> site,
        Optional<Personal> subject,
        Optional<Personal> text,
        String owner,
        String supervisor,
        Instant openedAt,
        Instant respondBy,
        Instant resolveBy,
        Optional<Instant> respondedAt,
        Optional<Instant> resolvedAt,
        Optional<Instant> closedAt,
        String escalation,
        Optional<Personal> resolution,
        Optional<String> answer,
        Optional<ClaimJson> claim,
        int version,
        Instant updatedAt,
        Optional<List<EventJson>> history) {

    /** What a case asks for in money. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ClaimJson(
            Optional<MoneyJson> claimed,
            Optional<MoneyJson> proposed,
            Optional<String> proposedBy,
            Optional<String> decision,
            Optional<String> decidedBy,
            Optional<Instant> decidedAt,
            Optional<String> note) {}

    /** An amount as text, so that no reader rounds it; the currency of ISO 4217. */
    record MoneyJson(String amount, String currency) {
        static MoneyJson of(Money money) {
            return new MoneyJson(
                    money.amount().toPlainString(), money.currency().getCurrencyCode());
        }
    }

    /** What became of it. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record EventJson(Instant at, String who, String change, Optional<Personal> note) {}

    static CaseJson of(Case found, Discretion discretion) {
        return of(found, Optional.empty(), discretion);
    }

    static CaseJson of(Case found, List<CaseEvent> history, Discretion discretion) {
        return of(found, Optional.of(history), discretion);
    }

    private static CaseJson of(Case found, Optional<List<CaseEvent>> history, Discretion discretion) {
        CaseProgress progress = found.progress();
        return new CaseJson(
                found.number(),
                found.source(),
                found.reference(),
                found.kind().code(),
                progress.state().code(),
                progress.state().next().stream().map(state -> state.code()).toList(),
                found.customer().map(CustomerId::value),
                found.parcel().map(ParcelId::value),
                found.site(),
                discretion.shown("case.text", Optional.of(found.subject())),
                discretion.shown("case.text", Optional.of(found.text())),
                progress.owner(),
                found.supervisor(),
                found.openedAt(),
                progress.due().respondBy(),
                progress.due().resolveBy(),
                progress.respondedAt(),
                progress.resolvedAt(),
                progress.closedAt(),
                progress.escalation().code(),
                discretion.shown("case.text", progress.resolution()),
                progress.answer(),
                found.claim().map(claim -> claim(claim, discretion)),
                found.version(),
                found.updatedAt(),
                history.map(events ->
                        events.stream().map(event -> event(event, discretion)).toList()));
    }

    private static ClaimJson claim(Claim claim, Discretion discretion) {
        Optional<Claim.Decision> decision = discretion.shown("claim.approval", claim.decision());
        return new ClaimJson(
                discretion.shown("claim.amount", Optional.of(MoneyJson.of(claim.claimed()))),
                discretion.shown("claim.amount", claim.proposal().map(made -> MoneyJson.of(made.amount()))),
                discretion.shown("claim.approval", claim.proposal().map(Claim.Proposal::by)),
                claim.decision().map(made -> made.approved() ? "approved" : "rejected"),
                decision.map(Claim.Decision::by),
                decision.map(Claim.Decision::at),
                decision.flatMap(Claim.Decision::note));
    }

    /** Amounts and who decided are in the words of some changes. */
    private static EventJson event(CaseEvent event, Discretion discretion) {
        boolean ofClaim = event.change().startsWith("proposed:")
                || event.change().startsWith("approved:")
                || event.change().startsWith("rejected:");
        int colon = event.change().indexOf(':');
        return new EventJson(
                event.at(),
                ofClaim
                        ? discretion
                                .shown("claim.approval", Optional.of(event.who()))
                                .orElse("staff")
                        : event.who(),
                ofClaim
                        ? discretion
                                .shown("claim.amount", Optional.of(event.change()))
                                .orElse(event.change().substring(0, colon))
                        : event.change(),
                discretion.shown(ofClaim ? "claim.approval" : "case.text", event.note()));
    }
}
