package io.tagline.hub.care;

import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TimeOrderedIds;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.ParcelId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was said to customers and by them, on any channel, on one line. Safe for any thread. */
public final class Interactions {
    private final Transactions transactions;

    Interactions(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Whose interactions to list: of a customer, of a parcel or of a case; the first that is there counts.
     *
     * @param customer or
     * @param parcel or
     * @param caseId one of them at least
     */
    public record About(Optional<CustomerId> customer, Optional<ParcelId> parcel, Optional<UUID> caseId) {}

    /** Where a page begins: before this one. */
    public record Cursor(long atMs, UUID id) {}

    /** One with its id. */
    public record Kept(UUID id, Interaction interaction) {}

    /**
     * Keeps it, in the caller's transaction, as said to the customer of its case or its parcel if it names none; with the source's own number twice, it is there once.
     *
     * @return false if it was there
     */
    public static boolean record(Tx tx, Interaction told) {
        Interaction said = told.customer().isPresent() ? told : told.with(whose(tx, told));
        UUID id = TimeOrderedIds.of(said.at(), "interaction", said.source(), said.sourceId());
        if (!InteractionsTable.insert(tx, id, said)) {
            return false;
        }
        Happenings.append(
                tx,
                Happening.of(
                        Kind.INTERACTION_RECORDED,
                        said.customer(),
                        said.parcel(),
                        "interaction:" + id,
                        id.toString(),
                        said.at()));
        return true;
    }

    /** Of the case, else of the parcel that it is about; what is said on nobody's case is on nobody's timeline. */
    private static Optional<CustomerId> whose(Tx tx, Interaction told) {
        Optional<Case> about = told.caseId().flatMap(id -> CasesTable.byId(tx, id));
        return about.isPresent()
                ? about.get().customer()
                : CaseContextTable.of(tx, told.parcel(), Optional.empty()).customer();
    }

    /** As above, in a transaction of its own. */
    public boolean record(Interaction said) {
        return transactions.write(tx -> record(tx, said));
    }

    /** How many of this source are about a case. */
    public int count(UUID caseId, String source) {
        return transactions.read(tx -> InteractionsTable.count(tx, caseId, source));
    }

    /** Newest first. */
    public List<Kept> of(About about, Optional<Cursor> before, int most) {
        return transactions.read(tx -> InteractionsTable.of(tx, about, before, most));
    }
}
