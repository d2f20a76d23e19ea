package io.tagline.hub.notify;

import io.tagline.hub.notify.Contact.State;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Mail that comes back, and addresses that nobody is reached at. Safe for any thread. */
public final class Bounces {
    private static final int MOST_SOFT_BOUNCES = 5;

    private final Transactions transactions;
    private final InstantSource clock;

    public Bounces(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What became of a message from a mailbox. */
    public enum Report {
        /** None about a notice of ours: whoever reads the mailbox goes on with it. */
        NOT_OURS,
        /** Noted. */
        NOTED
    }

    /**
     * Takes a report of non-delivery (RFC 3464).
     *
     * @param message as it is in the mailbox, headers first
     */
    public Report returned(byte[] message) {
        Optional<DeliveryReport> report = DeliveryReport.parse(message);
        return report.map(found -> transactions.write(tx -> NoticesTable.byRef(tx, found.ref())
                        .map(notice -> noted(tx, notice, found, clock.instant()))
                        .orElse(Report.NOT_OURS)))
                .orElse(Report.NOT_OURS);
    }

    private static Report noted(Tx tx, Notice notice, DeliveryReport report, Instant now) {
        if (report.action().equals("failed") && notice.state() != NoticeState.BOUNCED) {
            NoticesTable.bounced(tx, notice.id(), report.status());
            Outcome.Kind meaning = SmtpReply.ofStatus(report.status());
            ContactsTable.byId(tx, List.of(notice.contact())).forEach(contact -> {
                softBounce(tx, contact, now);
                if (meaning == Outcome.Kind.NOBODY_THERE) {
                    MailConsent.close(tx, contact, State.BOUNCED, now);
                }
            });
        }
        return Report.NOTED;
    }

    /** One more that could not be delivered for a reason that may pass; at the fifth in a row nobody is there. */
    static void softBounce(Tx tx, Contact contact, Instant now) {
        int count = contact.softBounces() + 1;
        ContactsTable.softBounces(tx, contact.id(), count);
        if (count >= MOST_SOFT_BOUNCES) {
            MailConsent.close(tx, contact, State.BOUNCED, now);
        }
    }
}
