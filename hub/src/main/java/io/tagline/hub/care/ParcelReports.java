package io.tagline.hub.care;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.ParcelId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Makes what somebody reports on the page of a parcel into a case. Whoever holds the link may report, so there is but one case under
 * way for each parcel and kind, and a bound on what is said on it. It is the customer's case only if it is to be answered at an address
 * of theirs; else nobody's, with the parcel. Safe for any thread.
 */
public final class ParcelReports {
    private static final String SOURCE = "track";
    /** Of one parcel and kind, one after the other; what comes after the last one was closed stays on it. */
    private static final int MOST_CASES = 10;
    /** More on one case is no help to its owner. */
    private static final int MOST_WORDS = 20;

    private final Transactions transactions;
    private final CaseRows rows;
    private final InstantSource clock;

    ParcelReports(Transactions transactions, CaseRows rows, InstantSource clock) {
        this.transactions = transactions;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Keeps a report: as a new case, or as said on the one that is under way.
     *
     * @param what is wrong, in a word such as {@code damaged}
     * @param text in the words of who reports, at most 2,000 characters; may be blank
     * @param replyTo a mail address
     * @return the case; who reports is told its number
     */
    public Case report(ParcelId parcel, CaseKind kind, String what, String text, Optional<String> replyTo) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Stale.again(() -> transactions.write(tx -> {
            Optional<CustomerId> payer = payer(tx, parcel, replyTo);
            // whoever pays has cases of their own: what strangers report is not theirs to read, nor the other way round
            String references = parcel + "/" + what + (payer.isPresent() ? "/payer/" : "/");
            Case known = null;
            for (int n = 1, others = 0; n <= MOST_CASES + others && others <= MOST_CASES; n++) {
                String reference = references + n;
                Optional<Case> standing = CasesTable.bySource(tx, SOURCE, reference);
                if (standing.isEmpty()) {
                    CaseOpening opening = opening(parcel, kind, what, text, replyTo, reference);
                    Cases.Opened opened = rows.open(tx, opening, context(tx, opening, payer), Viewer.system(), now);
                    if (opened.fresh()) {
                        return opened.opened();
                    }
                    // another was first, this very moment: it is said on theirs
                    standing = Optional.of(opened.opened());
                }
                Case found = standing.get();
                if (found.customer().isPresent() != payer.isPresent()) {
                    others++;
                    continue;
                }
                known = found;
                if (found.state() != CaseState.CLOSED) {
                    return said(tx, found, text, now);
                }
            }
            return Optional.ofNullable(known).orElseThrow();
        }));
    }

    /** Who ordered the parcel, if it is answered at an address of theirs. */
    private static Optional<CustomerId> payer(Tx tx, ParcelId parcel, Optional<String> replyTo) {
        return CaseContextTable.of(tx, Optional.of(parcel), Optional.empty())
                .customer()
                .filter(payer ->
                        replyTo.filter(address -> isOf(tx, payer, address)).isPresent());
    }

    private static CaseContextTable.Context context(Tx tx, CaseOpening opening, Optional<CustomerId> payer) {
        return CaseContextTable.of(tx, opening.parcel(), Optional.empty()).of(payer);
    }

    private static boolean isOf(Tx tx, CustomerId customer, String address) {
        return Customers.isReached(
                tx, customer, io.tagline.hub.customer.Channel.EMAIL, ContactForms.normalEmail(address));
    }

    private static CaseOpening opening(
            ParcelId parcel, CaseKind kind, String what, String text, Optional<String> replyTo, String reference) {
        String subject = "Reported on the parcel's page: " + what.replace('_', ' ');
        return new CaseOpening(
                SOURCE,
                reference,
                kind,
                Channel.WEB,
                subject,
                Texts.cutOr(text, Interaction.LONGEST, subject),
                Optional.empty(),
                Optional.of(parcel),
                Optional.empty(),
                replyTo,
                Optional.empty());
    }

    /** An objection to a solution, or an answer to a question, opens it again. */
    private Case said(Tx tx, Case known, String text, Instant now) {
        String words = Texts.cut(text, Interaction.LONGEST);
        if (words.isBlank() || InteractionsTable.count(tx, known.id()) >= MOST_WORDS) {
            return known;
        }
        boolean unused = Interactions.record(
                tx,
                new Interaction(
                        SOURCE,
                        TimeOrderedIds.next(now).toString(),
                        Channel.WEB,
                        Interaction.Direction.IN,
                        known.customer(),
                        known.parcel(),
                        Optional.of(known.id()),
                        Optional.empty(),
                        now,
                        new Personal(words)));
        boolean opens = known.state() == CaseState.WAITING || known.state() == CaseState.RESOLVED;
        CaseProgress after =
                opens ? known.progress().moved(CaseState.OPEN, rows.hours(tx, known), now) : known.progress();
        return rows.keep(
                tx,
                known,
                after,
                List.of(opens ? "reported state:open" : "reported"),
                Optional.empty(),
                Viewer.system(),
                "case.reported",
                now);
    }
}
