package io.tagline.hub.care;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Makes mails of customers into cases and into what was said on them, and keeps what is to be sent. A mail is taken once, by its
 * Message-ID, in one transaction: whoever brings it may forget it afterwards, and may bring it again. Safe for any thread.
 */
public final class MailDesk {
    private static final String SOURCE = "email";
    /** So many acknowledgements to one address in a day; two robots that write to each other fall silent. */
    private static final int MOST_ACKNOWLEDGED = 5;

    /** So many to all addresses together in an hour: nobody who makes up senders has the hub write to the world. */
    static final int MOST_ACKNOWLEDGED_AN_HOUR = 500;
    /** So many cases of one address in a day; what it says then is said on its last one. */
    static final int MOST_CASES = 20;
    /** More on one case is no help to its owner; the mails stay in the mailbox. */
    static final int MOST_WORDS = 200;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Transactions transactions;
    private final CaseRows rows;
    private final InstantSource clock;

    MailDesk(Transactions transactions, CaseRows rows, InstantSource clock) {
        this.transactions = transactions;
        this.rows = rows;
        this.clock = clock;
    }

    /** What became of a mail. */
    public enum Outcome {
        /** A new case. */
        OPENED,
        /** Said on a case that there was. */
        SAID,
        /** Written by no person: kept on its case, if it has one, and not answered. */
        AUTOMATIC,
        /** Our own, come back. */
        OWN,
        /** Taken before. */
        KNOWN
    }

    /**
     * Takes a mail, if it has not been taken.
     *
     * @throws CareRefusedException as stale, if its case goes on changing while the mail is taken: it may be brought again later
     */
    public Outcome take(IncomingMail mail) {
        return Stale.again(
                () -> transactions.write(tx -> take(tx, mail, clock.instant().truncatedTo(ChronoUnit.MILLIS))));
    }

    private Outcome take(Tx tx, IncomingMail mail, Instant now) {
        byte[] id = sha256(mail.messageId());
        if (!MailsTable.insert(tx, id, now)) {
            return Outcome.KNOWN;
        }
        Optional<Case> about = caseOf(tx, mail);
        Outcome outcome;
        if (MailsOutTable.isOurs(tx, mail.messageId())) {
            outcome = Outcome.OWN;
        } else if (mail.automatic()) {
            if (about.isPresent()) {
                boolean unused = said(tx, about.get(), mail, id, now);
            }
            outcome = Outcome.AUTOMATIC;
        } else if (about.isPresent() && about.get().state() != CaseState.CLOSED) {
            onto(tx, about.get(), mail, id, now);
            outcome = Outcome.SAID;
        } else {
            Optional<CustomerId> customer = customer(tx, mail);
            about = lastOfTooMany(tx, mail, customer, now);
            about.ifPresent(last -> onto(tx, last, mail, id, now));
            outcome = about.isPresent() ? Outcome.SAID : Outcome.OPENED;
            if (about.isEmpty()) {
                open(tx, mail, customer, id, now);
            }
        }
        MailsTable.outcome(tx, id, outcome, about.map(Case::id));
        return outcome;
    }

    /** By the mails of ours that it answers, else by a number in its subject; both are hard to guess. */
    private static Optional<Case> caseOf(Tx tx, IncomingMail mail) {
        return mail.references().stream()
                .flatMap(reference -> MailsOutTable.caseOf(tx, reference).stream())
                .findFirst()
                .flatMap(id -> CasesTable.byId(tx, id))
                .or(() -> CaseNumber.in(mail.subject().value()).flatMap(number -> CasesTable.byNumber(tx, number)));
    }

    /** Said on a case that is not closed; it is open again. */
    private void onto(Tx tx, Case found, IncomingMail mail, byte[] id, Instant now) {
        boolean kept = said(tx, found, mail, id, now);
        boolean opens = found.state() == CaseState.WAITING || found.state() == CaseState.RESOLVED;
        if (kept || opens) {
            Case unused = rows.keep(
                    tx,
                    found,
                    opens ? found.progress().moved(CaseState.OPEN, rows.hours(tx, found), now) : found.progress(),
                    List.of(opens ? "mail state:open" : "mail"),
                    Optional.empty(),
                    Viewer.system(),
                    "case.mailed",
                    now);
        }
    }

    private static Optional<CustomerId> customer(Tx tx, IncomingMail mail) {
        // two who share an address: somebody has to look whose it is
        List<CustomerView> reached = Customers.byContact(
                tx, io.tagline.hub.customer.Channel.EMAIL, mail.from().value());
        return reached.size() == 1 ? Optional.of(reached.get(0).id()) : Optional.empty();
    }

    private static Optional<Case> lastOfTooMany(Tx tx, IncomingMail mail, Optional<CustomerId> customer, Instant now) {
        List<UUID> today = CasesTable.mailed(tx, mail.from().value(), customer, now.minus(DAY), MOST_CASES);
        return today.size() < MOST_CASES ? Optional.empty() : CasesTable.byId(tx, today.get(0));
    }

    private void open(Tx tx, IncomingMail mail, Optional<CustomerId> customer, byte[] id, Instant now) {
        Case opened = rows.open(
                        tx,
                        new CaseOpening(
                                SOURCE,
                                HexFormat.of().formatHex(id),
                                CaseKind.REQUEST,
                                Channel.EMAIL,
                                Texts.cutOr(mail.subject().value(), CaseOpening.LONGEST_SUBJECT, "(no subject)"),
                                textOf(mail, CaseOpening.LONGEST_TEXT),
                                customer,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(mail.from().value()),
                                Optional.empty()),
                        Viewer.system(),
                        now)
                .opened();
        if (MailsOutTable.acknowledged(tx, mail.from().value(), now.minus(DAY)) < MOST_ACKNOWLEDGED
                && MailsOutTable.automatic(tx, now.minus(HOUR), MOST_ACKNOWLEDGED_AN_HOUR)
                        < MOST_ACKNOWLEDGED_AN_HOUR) {
            MailsOutTable.insert(
                    tx,
                    new OutgoingMail(
                            TimeOrderedIds.next(now),
                            opened.id(),
                            mail.from(),
                            // of the sender's own words none: who is said to have sent it may never have
                            OutgoingMail.plainSubject(opened.number()),
                            new Personal(rows.rules().acknowledgement().replace("{number}", opened.number())),
                            Optional.of(mail.messageId()),
                            true,
                            0),
                    now);
        }
    }

    /** False if that much was said on it that no more is kept. */
    private static boolean said(Tx tx, Case about, IncomingMail mail, byte[] id, Instant now) {
        if (InteractionsTable.count(tx, about.id()) >= MOST_WORDS) {
            return false;
        }
        return Interactions.record(
                tx,
                new Interaction(
                        SOURCE,
                        HexFormat.of().formatHex(id),
                        Channel.EMAIL,
                        Interaction.Direction.IN,
                        about.customer(),
                        about.parcel(),
                        Optional.of(about.id()),
                        Optional.empty(),
                        now,
                        new Personal(textOf(mail, Interaction.LONGEST))));
    }

    /**
     * Answers a customer by mail: kept as said, and sent as soon as the mail server takes it.
     *
     * @param version that who asks has looked at
     * @throws CareRefusedException if there is no such case, if it has changed since, or there is no address
     */
    public Case answer(String number, int version, String text, Viewer who) {
        Texts.require("text", text, CaseOpening.LONGEST_TEXT);
        return transactions.write(tx -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Case about = CasesTable.byNumber(tx, number).orElseThrow(() -> CareRefusedException.noCase(number));
            if (about.version() != version) {
                throw Cases.stale(number, version);
            }
            Personal to = about.replyTo()
                    .orElseThrow(() -> new CareRefusedException(
                            CareRefusedException.Reason.WRONG,
                            "text",
                            "case " + number + " has no mail address: expected one that came by mail"));
            UUID id = TimeOrderedIds.next(now);
            MailsOutTable.insert(
                    tx,
                    new OutgoingMail(
                            id, about.id(), to, subjectOf(about), new Personal(text), Optional.empty(), false, 0),
                    now);
            boolean unused = Interactions.record(
                    tx,
                    new Interaction(
                            SOURCE,
                            id.toString(),
                            Channel.EMAIL,
                            Interaction.Direction.OUT,
                            about.customer(),
                            about.parcel(),
                            Optional.of(about.id()),
                            Optional.of(who.name()),
                            now,
                            new Personal(Texts.cut(text, Interaction.LONGEST))));
            return rows.keep(
                    tx,
                    about,
                    about.progress().responded(now),
                    List.of("answered"),
                    Optional.empty(),
                    who,
                    "case.answered",
                    now);
        });
    }

    /** What is to be sent by now, longest first. */
    public List<OutgoingMail> toSend(int most) {
        return transactions.read(tx -> MailsOutTable.due(tx, clock.instant(), most));
    }

    /** The mail server has it; what is sent twice, after a crash in between, has the same Message-ID. */
    public void sent(OutgoingMail mail) {
        settle(mail, "sent", Optional.empty());
    }

    /** The mail server will not have it, ever: its case says so, for its owner to see. */
    public void refused(OutgoingMail mail, String reason) {
        settle(mail, Texts.cut("refused: " + reason, CaseOpening.LONGEST_SUBJECT), Optional.of(reason));
    }

    /** What of them is not where it should be. */
    public MailBacklog backlog() {
        Instant since = clock.instant().minus(MailBacklog.LOOKED_AT);
        return transactions.read(tx -> MailsOutTable.backlog(tx, since));
    }

    /** It is tried again later. */
    public void later(OutgoingMail mail, Duration pause) {
        Instant at = clock.instant().plus(pause);
        boolean unused = transactions.write(tx -> MailsOutTable.again(tx, mail.id(), at));
    }

    private void settle(OutgoingMail mail, String outcome, Optional<String> trouble) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean unused = transactions.write(tx -> {
            trouble.ifPresent(reason -> CaseEventsTable.add(
                    tx,
                    mail.caseId(),
                    now,
                    Viewer.system().name(),
                    "mail-refused",
                    Optional.of(Texts.cut(reason, CaseChange.LONGEST_NOTE))));
            return MailsOutTable.settle(tx, mail.id(), outcome, trouble.map(reason -> now));
        });
    }

    private static Personal subjectOf(Case about) {
        return new Personal("[" + about.number() + "] " + about.subject().value());
    }

    private static String textOf(IncomingMail mail, int longest) {
        String attached = mail.attachments().stream().map(Personal::value).collect(Collectors.joining("; "));
        String text = Texts.cutOr(mail.text().value(), longest, "(no text)");
        return attached.isEmpty() ? text : Texts.cut(text + "\n\nAttached, in the mailbox: " + attached, longest);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java has it", e);
        }
    }
}
