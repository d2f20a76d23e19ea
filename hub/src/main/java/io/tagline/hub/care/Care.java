package io.tagline.hub.care;

import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.store.Transactions;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Looking after customers: all of it that others use, assembled once at start. Safe for any thread. */
public final class Care {
    private final Cases cases;
    private final Interactions interactions;
    private final Answers answers;
    private final Feedback feedback;
    private final Callers callers;
    private final CaseSweep sweep;
    private final MailDesk mails;
    private final ParcelReports reports;

    public Care(Transactions transactions, CareRules rules, ContactForms forms, InstantSource clock) {
        CaseRows rows = new CaseRows(rules);
        this.cases = new Cases(transactions, rows, clock);
        this.interactions = new Interactions(transactions);
        this.answers = new Answers(transactions, clock);
        this.feedback = new Feedback(transactions, clock);
        this.callers = new Callers(transactions, forms);
        this.sweep = new CaseSweep(transactions, rows, clock);
        this.mails = new MailDesk(transactions, rows, clock);
        this.reports = new ParcelReports(transactions, rows, clock);
    }

    public Cases cases() {
        return cases;
    }

    public Interactions interactions() {
        return interactions;
    }

    public Answers answers() {
        return answers;
    }

    public Feedback feedback() {
        return feedback;
    }

    public Callers callers() {
        return callers;
    }

    /** Where mails come in, for those who bring them. */
    public MailDesk mails() {
        return mails;
    }

    /** What is reported on pages of parcels. */
    public ParcelReports reports() {
        return reports;
    }

    /** Looks once at what is due; how much it was. For those who have it look by hand: tests. */
    public int look() {
        return sweep.look() + feedback.look();
    }

    void prune() {
        while (sweep.prune() > 0) {
            // another few hundred
        }
    }

    /**
     * Has due cases looked at. Whoever starts it closes it, before the store.
     *
     * @param onDeath is told why, should it die: a fault that only a restart heals
     */
    public CareThread start(Consumer<String> onDeath) {
        return CareThread.start(this, onDeath);
    }
}
