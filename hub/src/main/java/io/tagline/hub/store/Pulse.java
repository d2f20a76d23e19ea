package io.tagline.hub.store;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the database does its work, for those who ask after the hub's health. Reading is tried each time; writing only after it
 * has failed, since a write costs the disk and may wait for others. Safe for any thread.
 */
public final class Pulse {
    private final Transactions transactions;
    private final AtomicBoolean trying = new AtomicBoolean();

    public Pulse(Transactions transactions) {
        this.transactions = transactions;
    }

    /** What is wrong; empty if nothing is. */
    public Optional<StoreUnavailableException> trouble() {
        try {
            transactions.read(tx -> tx.sql("SELECT 1").query(Integer.class).single());
        } catch (StoreUnavailableException e) {
            return Optional.of(e);
        }
        Optional<StoreUnavailableException> failed = transactions.writeTrouble();
        // one at a time: a locked database holds each who tries for a minute
        if (failed.isEmpty() || !trying.compareAndSet(false, true)) {
            return failed;
        }
        try {
            transactions.write(tx -> tx.sql("UPDATE dead_letter_sums SET letters = letters WHERE id = 1")
                    .update());
            return Optional.empty();
        } catch (StoreUnavailableException e) {
            return Optional.of(e);
        } finally {
            trying.set(false);
        }
    }
}
