package io.tagline.hub.care;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks at the cases that are due: tells a supervisor before a due time is missed, and once it is; takes up again what a customer has
 * not answered, and closes what nobody objects to. Each look is bounded, and so is each transaction.
 */
final class CaseSweep {
    private static final int AT_ONCE = 100;
    private static final int PRUNED_AT_ONCE = 100;
    /** Days are counted for so long, by the questions that were asked on them; nobody can answer one that is older than sixty days. */
    private static final Duration UNANSWERED = Duration.ofDays(401);

    private final Transactions transactions;
    private final CaseRows rows;
    private final InstantSource clock;

    CaseSweep(Transactions transactions, CaseRows rows, InstantSource clock) {
        this.transactions = transactions;
        this.rows = rows;
        this.clock = clock;
    }

    /** One look; how many cases were due. */
    int look() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Case> due = transactions.read(tx -> CasesTable.due(tx, now, AT_ONCE));
        if (due.isEmpty()) {
            return 0;
        }
        return transactions.write(tx -> {
            List<Case> still = CasesTable.due(tx, now, AT_ONCE);
            still.forEach(found -> look(tx, found, now));
            return still.size();
        });
    }

    private void look(Tx tx, Case found, Instant now) {
        CaseProgress before = found.progress();
        CaseProgress after =
                switch (before.state()) {
                    case NEW, OPEN -> before.escalated(now);
                    case WAITING -> before.moved(CaseState.OPEN, rows.hours(tx, found), now);
                    case RESOLVED -> before.moved(CaseState.CLOSED, rows.hours(tx, found), now);
                    case CLOSED -> before;
                };
        String action = before.state().isOurs()
                ? "case.escalated"
                : after.state() == CaseState.CLOSED ? "case.closed" : "case.unanswered";
        List<String> what = CaseRows.differences(before, after);
        Optional<String> note =
                action.equals("case.escalated") ? Optional.of("to " + found.supervisor()) : Optional.empty();
        Case unused = rows.keep(tx, found, after, what, note, Viewer.system(), action, now);
    }

    /** Lets go what is older than the rules say, each kind in a short write of its own; how many rows at most went of one. */
    int prune() {
        Instant now = clock.instant();
        Instant before = now.minus(rows.rules().kept());
        Instant unanswered = now.minus(UNANSWERED);
        List<Function<Tx, Integer>> kinds = List.of(
                tx -> CasesTable.prune(tx, before, PRUNED_AT_ONCE),
                tx -> InteractionsTable.prune(tx, before, PRUNED_AT_ONCE),
                tx -> FeedbackTable.prune(tx, before, PRUNED_AT_ONCE),
                tx -> FeedbackTable.pruneUnanswered(tx, unanswered, PRUNED_AT_ONCE),
                tx -> FeedbackTable.pruneCounts(tx, before),
                tx -> MailsTable.prune(tx, before, PRUNED_AT_ONCE));
        int most = 0;
        for (Function<Tx, Integer> kind : kinds) {
            most = Math.max(most, transactions.write(kind));
        }
        return most;
    }
}
