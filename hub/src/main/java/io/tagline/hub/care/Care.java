package io.tagline.hub.care;

import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.store.Rounds;
import io.tagline.hub.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looking after customers: all of it that others use, assembled once at start. Safe for any thread. */
public final class Care {
    private static final Logger log = LoggerFactory.getLogger(Care.class);
    private static final long BETWEEN_LOOKS_MS = 200;
    private static final long IDLE_MS = 1_000;
    private static final long PRUNE_NANOS = Duration.ofMinutes(10).toNanos();

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
     * Has due cases looked at, customers asked after deliveries and old cases let go, on the thread {@code care}. Whoever starts it closes it, before the store.
     *
     * @param onDeath is told why, should it die: a fault that only a restart heals
     */
    public Rounds start(Consumer<String> onDeath) {
        long[] prunedNanos = {System.nanoTime()};
        return Rounds.start(
                "care",
                () -> {
                    if (System.nanoTime() - prunedNanos[0] > PRUNE_NANOS) {
                        prunedNanos[0] = System.nanoTime();
                        prune();
                    }
                    return round();
                },
                onDeath);
    }

    /** A look; how many milliseconds there are to the next. */
    long round() {
        try {
            return look() > 0 ? BETWEEN_LOOKS_MS : IDLE_MS;
        } catch (CareRefusedException e) {
            // somebody changed a case while it was looked at: the next look finds it as it is
            log.atDebug().addKeyValue("reason", e.getMessage()).log("case changed meanwhile");
            return BETWEEN_LOOKS_MS;
        }
    }
}
