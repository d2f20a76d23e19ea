package io.tagline.hub.customer;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.CustomerConflictException.Reason;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Two customers turn out to be one, or not after all. The one that is kept points to nothing; the other points to it and keeps all
 * that it had, so that taking it back is one step and loses nothing, whatever came in between. Safe for any thread.
 */
public final class CustomerMerges {
    /** A page shows them all. */
    private static final int LARGEST_FAMILY = 100;

    private final Transactions transactions;
    private final InstantSource clock;

    public CustomerMerges(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * One turns out to be another.
     *
     * @return the one that is kept
     * @throws CustomerConflictException if one of them is not there, was merged or erased, or both are the same
     */
    public CustomerView merge(Viewer who, CustomerId kept, CustomerId gone) {
        if (kept.equals(gone)) {
            throw new CustomerConflictException(
                    Reason.UNFIT, "customer " + gone + " into itself: expected two customers");
        }
        Instant now = now();
        return transactions.write(tx -> {
            CustomerRecord record = own(tx, kept, gone, now);
            record.requireOpen(record.own(kept));
            record.requireOpen(record.own(gone));
            int size = Customers.family(tx, kept).size()
                    + Customers.family(tx, gone).size();
            if (size > LARGEST_FAMILY) {
                throw new CustomerConflictException(
                        Reason.UNFIT, size + " customers in one: expected at most " + LARGEST_FAMILY);
            }
            CustomersTable.merge(tx, gone, Optional.of(kept));
            record.touched(gone);
            record.touched(kept);
            Audit.record(tx, who, "customer.merged", Customers.subject(gone), "into " + Customers.subject(kept), now);
            return Customers.byId(tx, kept).orElseThrow();
        });
    }

    /**
     * It was not, after all.
     *
     * @return the one that comes back
     * @throws CustomerConflictException if it was not merged into that one
     */
    public CustomerView unmerge(Viewer who, CustomerId kept, CustomerId gone) {
        Instant now = now();
        return transactions.write(tx -> {
            CustomerRecord record = own(tx, kept, gone, now);
            CustomerView back = record.own(gone);
            if (!back.mergedInto().equals(Optional.of(kept))) {
                throw new CustomerConflictException(
                        Reason.MISSING, "customer " + gone + " is not merged into " + kept + ": expected one that is");
            }
            CustomersTable.merge(tx, gone, Optional.empty());
            record.touched(gone);
            record.touched(kept);
            Audit.record(tx, who, "customer.unmerged", Customers.subject(gone), "from " + Customers.subject(kept), now);
            return Customers.byId(tx, gone).orElseThrow();
        });
    }

    /** Both at once and in one order, so that no two merges make a circle, nor wait for each other. */
    private static CustomerRecord own(Tx tx, CustomerId kept, CustomerId gone, Instant now) {
        CustomersTable.own(tx, List.of(kept, gone));
        return new CustomerRecord(tx, now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
