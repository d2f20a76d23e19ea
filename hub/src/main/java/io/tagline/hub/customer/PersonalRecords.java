package io.tagline.hub.customer;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A part that keeps something of persons beside what is kept here: asked when somebody wants to see it all, or have it forgotten. */
public interface PersonalRecords {
    /** The word for it in an export: {@code orders}, {@code cases}. */
    String name();

    /** All of it, as records that become JSON. */
    List<?> export(Tx tx, Set<CustomerId> customers);

    /** Before anything is erased, in the same transaction: holds what others hold before they change anything of persons. */
    default void begin(Tx tx) {
        // nothing that others hold first
    }

    /**
     * Takes out what tells who it was; what is left says what happened to parcels, and nothing of persons.
     *
     * @return how many rows it took something out of
     */
    int erase(Tx tx, Set<CustomerId> customers, Instant now);
}
