package io.tagline.hub.promise;

import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.ParcelId;
import java.util.List;
import java.util.Optional;

/** What customers were promised, and the routes of single parcels. Safe for any thread. */
public final class Promises {
    private final Transactions transactions;

    public Promises(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Every promise of a parcel, oldest first; the last is in force. */
    public List<Promise> history(ParcelId parcel) {
        return transactions.read(tx -> history(tx, parcel));
    }

    /** As above, in the caller's transaction. */
    public static List<Promise> history(Tx tx, ParcelId parcel) {
        return PromisesTable.of(tx, parcel);
    }

    /** The promise in force. */
    public static Optional<Promise> current(Tx tx, ParcelId parcel) {
        List<Promise> all = history(tx, parcel);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /**
     * Says which sites this parcel should pass, whatever the rules say of its service.
     *
     * @param sites ids, in order; none for what the rules say
     */
    public void route(ParcelId parcel, List<String> sites) {
        Optional<String> text = sites.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sites));
        transactions.write(tx -> {
            WatchedParcelsTable.setRoute(tx, parcel, text);
            return true;
        });
    }
}
