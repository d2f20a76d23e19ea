package io.tagline.hub.store;

import java.util.List;
import java.util.Optional;

/**
 * Lets rows go that nobody needs any more, without holding anybody up: some are found in a read, from where the last ones were found,
 * and deleted in short writes between which others have their turn. Confined to one thread.
 *
 * @param <K> what a row is found again by
 */
public final class Sweep<K> {
    /** Found in one read. */
    public static final int FOUND_AT_ONCE = 500;
    /** Deleted in one write: a few milliseconds, where 500 rows with all of their indexes were 0.1 s (SQLite on an SD card). */
    public static final int DELETED_AT_ONCE = 50;

    private final Transactions transactions;
    private final Finder<K> finder;
    private final Remover<K> remover;
    private Optional<K> last = Optional.empty();

    /** Finds rows that may go, in the order of their keys. */
    @FunctionalInterface
    public interface Finder<K> {
        /** At most so many that come after this key; from the first where there is none. */
        List<K> find(Tx tx, Optional<K> after, int most);
    }

    /** Deletes what was found, but for what somebody needs again since. */
    @FunctionalInterface
    public interface Remover<K> {
        void remove(Tx tx, List<K> keys);
    }

    public Sweep(Transactions transactions, Finder<K> finder, Remover<K> remover) {
        this.transactions = transactions;
        this.finder = finder;
        this.remover = remover;
    }

    /**
     * Deals with the next 500 at most.
     *
     * @return how many it found; 0 once it is through, and the next step begins anew
     */
    public int step() {
        List<K> found = transactions.read(tx -> finder.find(tx, last, FOUND_AT_ONCE));
        for (int from = 0; from < found.size(); from += DELETED_AT_ONCE) {
            List<K> some = found.subList(from, Math.min(found.size(), from + DELETED_AT_ONCE));
            boolean unused = transactions.write(tx -> {
                remover.remove(tx, some);
                return true;
            });
        }
        last = found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
        return found.size();
    }
}
