package io.tagline.hub.care;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.promise.Money;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Requests, complaints, claims and suggestions, for those who look after customers. Everything done is in the case's history, in the
 * audit log and among what others act on, or is not done. Safe for any thread.
 */
public final class Cases {
    private final Transactions transactions;
    private final CaseRows rows;
    private final InstantSource clock;

    Cases(Transactions transactions, CaseRows rows, InstantSource clock) {
        this.transactions = transactions;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * A case, and whether it is a new one.
     *
     * @param fresh false if its source had opened it before
     */
    public record Opened(Case opened, boolean fresh) {}

    /** A case with what became of it, oldest first. */
    public record Whole(Case found, List<CaseEvent> history) {}

    /**
     * Opens a case, with an owner and due times by the rules; the same source and reference again give the same case, unchanged.
     *
     * @throws CareRefusedException for an unknown customer
     */
    public Opened open(CaseOpening opening, Viewer who) {
        return transactions.write(tx -> rows.open(tx, opening, who, now()));
    }

    /** The case of this number. */
    public Optional<Case> find(String number) {
        return transactions.read(tx -> CasesTable.byNumber(tx, number));
    }

    /** The case of this id, in the caller's transaction. */
    public static Optional<Case> byId(Tx tx, UUID id) {
        return CasesTable.byId(tx, id);
    }

    /** The case that a source has opened. */
    public Optional<Case> find(String source, String reference) {
        return transactions.read(tx -> CasesTable.bySource(tx, source, reference));
    }

    /** As {@link #find}, with its history. */
    public Optional<Whole> open(String number) {
        return transactions.read(tx ->
                CasesTable.byNumber(tx, number).map(found -> new Whole(found, CaseEventsTable.of(tx, found.id()))));
    }

    /**
     * Cases, newest first.
     *
     * @param before the id of the last of the page before
     */
    public List<Case> list(CaseFilter filter, Optional<UUID> before, int most) {
        return transactions.read(tx -> CasesTable.list(tx, filter, before, most));
    }

    /** How many a source has opened for a customer since then, for all who turned out to be that one. */
    public int opened(String source, CustomerId customer, Instant since) {
        return transactions.read(tx -> CasesTable.opened(tx, source, customer, since));
    }

    /**
     * Cases that somebody at the post has to do something about, the one that has to be solved first before the others.
     *
     * @param owner anybody's if empty
     */
    public List<Case> due(Optional<String> owner, int most) {
        return transactions.read(tx -> CasesTable.due(tx, owner, most));
    }

    /**
     * Does something to a case.
     *
     * @param version that who asks has looked at
     * @throws CareRefusedException if there is no such case, if it has changed since, or for a state that can't come next
     */
    public Case change(String number, int version, CaseChange change, Viewer who) {
        return transactions.write(tx -> change(tx, current(tx, number, version), change, who));
    }

    private Case change(Tx tx, Case before, CaseChange change, Viewer who) {
        Instant now = now();
        requireOpen(before);
        CaseProgress after = change.owner().map(before.progress()::ownedBy).orElse(before.progress());
        if (change.resolution().isPresent() || change.answer().isPresent()) {
            after = after.solvedBy(change.resolution(), change.answer());
            change.answer().ifPresent(key -> AnswersTable.use(tx, key));
        }
        if (change.state().isPresent()) {
            CaseState to = change.state().get();
            if (to == CaseState.RESOLVED
                    && before.claim().isPresent()
                    && !isDecided(before.claim().get())) {
                throw wrong("state", "claim of " + before.number() + " is not decided: expected a decision first");
            }
            after = after.moved(to, rows.hours(tx, before), now);
        }
        after = change.responded() ? after.responded(now) : after;
        Case changed = rows.keep(
                tx,
                before,
                after,
                CaseRows.differences(before.progress(), after),
                change.note(),
                who,
                "case.changed",
                now);
        if (before.state() != CaseState.RESOLVED && changed.state() == CaseState.RESOLVED) {
            Feedback.askAfter(tx, changed, now)
                    .ifPresent(token -> SurveyMail.write(tx, changed, token, rows.rules(), now));
        }
        return changed;
    }

    /**
     * Proposes what to pay on a claim. An approved one stays as it is; a rejected one can be proposed anew.
     *
     * @throws CareRefusedException if there is no claim, the currency is another, or it is approved
     */
    public Case propose(String number, int version, Money amount, Viewer who) {
        return transactions.write(tx -> {
            Instant now = now();
            Case before = current(tx, number, version);
            requireOpen(before);
            Claim claim = claim(before);
            if (claim.decision().filter(Claim.Decision::approved).isPresent()) {
                throw wrong("amount", "claim of " + number + " is approved: expected one that is not");
            }
            if (!claim.claimed().currency().equals(amount.currency())) {
                throw wrong(
                        "currency",
                        amount.currency() + ": expected " + claim.claimed().currency());
            }
            ClaimsTable.propose(tx, before.id(), new Claim.Proposal(amount, who.name(), now));
            return rows.keep(
                    tx,
                    before,
                    before.progress(),
                    List.of("proposed:" + amount),
                    Optional.empty(),
                    who,
                    "claim.proposed",
                    now);
        });
    }

    /**
     * Approves or rejects what was proposed. Four eyes: whoever proposed it can't; and an approval needs a limit as high as the amount.
     *
     * @throws CareRefusedException for the same person, a limit that is too low, or nothing to decide
     */
    public Case decide(String number, int version, boolean approve, Optional<String> note, Viewer who) {
        note.ifPresent(text -> Texts.require("note", text, CaseChange.LONGEST_NOTE));
        return transactions.write(tx -> {
            Instant now = now();
            Case before = current(tx, number, version);
            requireOpen(before);
            Claim.Proposal proposal = claim(before)
                    .proposal()
                    .filter(made -> claim(before).decision().isEmpty())
                    .orElseThrow(
                            () -> wrong("decision", "nothing is proposed: expected an amount that somebody proposed"));
            if (proposal.by().equals(who.name())) {
                throw notAllowed("proposed by " + who.name() + ": expected somebody else to decide");
            }
            if (approve && !rows.rules().claims().allows(who, proposal.amount())) {
                throw notAllowed(proposal.amount() + ": expected at most "
                        + rows.rules().claims().of(who).map(Money::toString).orElse("nothing") + " of this role");
            }
            if (!approve && rows.rules().claims().of(who).isEmpty()) {
                throw notAllowed("a decision on a claim: expected somebody who may approve one");
            }
            ClaimsTable.decide(tx, before.id(), new Claim.Decision(approve, who.name(), now, note));
            String done = approve ? "approved" : "rejected";
            return rows.keep(
                    tx,
                    before,
                    before.progress(),
                    List.of(done + ":" + proposal.amount()),
                    note,
                    who,
                    "claim." + done,
                    now);
        });
    }

    private static void requireOpen(Case found) {
        if (found.state() == CaseState.CLOSED) {
            throw wrong("state", "case " + found.number() + " is closed: expected a new case");
        }
    }

    private static Case current(Tx tx, String number, int version) {
        Case found = CasesTable.byNumber(tx, number).orElseThrow(() -> CareRefusedException.noCase(number));
        if (found.version() != version) {
            throw stale(number, version);
        }
        return found;
    }

    private static Claim claim(Case of) {
        return of.claim()
                .orElseThrow(() -> wrong("amount", "case " + of.number() + " claims nothing: expected a claim"));
    }

    private static boolean isDecided(Claim claim) {
        return claim.decision().isPresent();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    static CareRefusedException stale(String number, int version) {
        return new CareRefusedException(
                CareRefusedException.Reason.STALE,
                "version",
                "case " + number + " is not as it was in version " + version + ": expected its newest");
    }

    private static CareRefusedException wrong(String field, String message) {
        return new CareRefusedException(CareRefusedException.Reason.WRONG, field, message);
    }

    private static CareRefusedException notAllowed(String message) {
        return new CareRefusedException(CareRefusedException.Reason.NOT_ALLOWED, "decision", message);
    }
}
