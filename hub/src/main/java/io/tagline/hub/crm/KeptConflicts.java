package io.tagline.hub.crm;

import io.tagline.hub.store.Tx;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Conflicts that are kept for a person to decide, and what is still to come in. Safe for any thread. */
public final class KeptConflicts implements Conflicts {
    private final InstantSource clock;

    public KeptConflicts(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public boolean found(Tx tx, String crm, Conflict conflict) {
        return ConflictsTable.put(tx, crm, conflict, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public void behind(Tx tx, String crm, String model, String remoteId) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        InboxTable.put(tx, crm, model, remoteId, "", Arrival.later("found"), 0, now, now);
    }
}
