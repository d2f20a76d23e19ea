package io.tagline.hub.notify;

import io.tagline.hub.store.Transactions;
import java.time.InstantSource;
import java.util.function.IntSupplier;

/** For {@link io.tagline.hub.bench.UpkeepBench}, which can't see the pruning of notices. */
public final class PruningBench {
    private PruningBench() {}

    /** Looks of one pass, each with how much it found. */
    public static IntSupplier looks(Transactions transactions, InstantSource clock) {
        return new NoticePruning(transactions, clock)::look;
    }
}
