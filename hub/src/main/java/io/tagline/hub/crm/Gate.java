package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a CRM may be asked something now: its budget, its own word on when to come back, and whether it takes anything from us at
 * all. Everybody who asks it goes through here. Safe for any thread.
 */
final class Gate {
    private static final int UNSURE_IN_A_ROW = 3;

    private final int concurrent;
    private final Spending spending;
    private final Backoff backoff;
    private final Reading reading;
    private int underWay;
    private int queued;
    private int failures;
    private int unsure;
    private boolean hasWorked;
    private Instant until = Instant.EPOCH;
    private Optional<Trouble> trouble = Optional.empty();

    /**
     * Why nothing goes out.
     *
     * @param code away, busy or closed-… for what a person has to look at
     * @param closed whether only a log-in tells that it is over
     */
    record Trouble(String code, String reason, boolean closed) {}

    Gate(String crm, CrmLimits limits, Backoff backoff) {
        this.reading = new Reading(crm);
        this.concurrent = limits.concurrent();
        this.spending = new Spending(limits);
        this.backoff = backoff;
    }

    /** How many calls may go out now, beside those of others who wait to ask. */
    synchronized int free(Instant now) {
        return Math.max(0, room(now) - queued);
    }

    private int room(Instant now) {
        if (closed() || now.isBefore(until)) {
            return 0;
        }
        // one tries whether it is over before all do
        int atOnce = failures > 0 ? 1 : concurrent;
        return Math.max(0, Math.min(atOnce - underWay, spending.left(now)));
    }

    /** Whether it is time to find out if a CRM that had refused us as a whole still does. */
    private boolean mayCheck(Instant now) {
        return closed() && !now.isBefore(until) && underWay == 0 && spending.left(now) > 0;
    }

    private boolean closed() {
        return trouble.filter(Trouble::closed).isPresent();
    }

    /** When something may go out again at the earliest, as far as that is known. */
    synchronized Instant next(Instant now) {
        return now.isBefore(until) ? until : spending.left(now) > 0 ? now : spending.more(now);
    }

    /** Takes all that are free; gives how many. */
    synchronized int takeAll(Instant now) {
        int taken = free(now);
        for (int i = 0; i < taken; i++) {
            take();
        }
        return taken;
    }

    /** As above, one, whoever else waits. */
    synchronized boolean takeOne(Instant now) {
        boolean may = room(now) > 0;
        if (may) {
            take();
        }
        return may;
    }

    synchronized boolean takeToCheck(Instant now) {
        boolean may = mayCheck(now);
        if (may) {
            take();
        }
        return may;
    }

    /** A call, and its first request. */
    private void take() {
        underWay++;
        spending.take();
    }

    /** They were not made after all. */
    synchronized void giveBack(int calls) {
        underWay -= calls;
        spending.giveBack(calls);
    }

    /** One more request of a call that is under way. */
    synchronized boolean takeRequest(Instant now) {
        boolean may = !now.isBefore(until) && spending.left(now) > 0;
        if (may) {
            spending.take();
        }
        return may;
    }

    /** A request of a call has ended, answered or not. */
    synchronized void requestOver(Instant now) {
        spending.answered(now);
    }

    /** Somebody waits to ask something. */
    synchronized void queue() {
        queued++;
    }

    synchronized void unqueue() {
        queued--;
    }

    /** A log-in tells that something may be tried again, not that what had failed works. */
    synchronized void checked() {
        if (closed()) {
            underWay--;
            hasWorked = true;
            trouble = Optional.empty();
        } else {
            worked();
        }
    }

    synchronized void worked() {
        underWay--;
        failures = 0;
        unsure = 0;
        hasWorked = true;
        trouble = Optional.empty();
    }

    synchronized void failed(PeerException e, Instant now) {
        underWay--;
        String reason = String.valueOf(e.getMessage());
        if (e instanceof PeerClosedException closed) {
            String code = "closed-" + closed.why().name().toLowerCase(Locale.ROOT);
            stand(new Trouble(code, reason, true), Optional.empty(), now);
        } else if (e instanceof PeerBusyException busy) {
            stand(new Trouble("busy", reason, false), busy.after(), now);
        } else if (e instanceof PeerAwayException || ++unsure >= UNSURE_IN_A_ROW) {
            stand(new Trouble("away", reason, false), Optional.empty(), now);
        }
    }

    /** A fault of ours: the request says nothing of the CRM. */
    synchronized void broke() {
        underWay--;
    }

    private void stand(Trouble why, Optional<Duration> told, Instant now) {
        boolean known = trouble.isPresent() && now.isBefore(until);
        if (closed() && !why.closed()) {
            return;
        }
        trouble = Optional.of(why);
        // of several that were under way together, one counts
        if (!known) {
            failures++;
        }
        Instant wait = now.plus(told.map(backoff::told).orElseGet(() -> backoff.after(failures)));
        if (!known || (told.isPresent() && wait.isAfter(until))) {
            until = wait;
        }
    }

    /** Whether the CRM has let us in since the start. */
    synchronized boolean hasWorked() {
        return hasWorked;
    }

    /** What of it can't be read though it takes what it is sent. */
    Reading reading() {
        return reading;
    }

    synchronized Optional<Trouble> trouble() {
        return trouble;
    }

    /** Requests that the budget leaves. */
    synchronized int left(Instant now) {
        return Math.max(0, spending.left(now));
    }

    synchronized String spent() {
        return spending.text();
    }

    synchronized void spentBefore(String text, Instant now) {
        spending.read(text, now);
    }
}
