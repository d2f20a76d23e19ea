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

    /** One that there is no room for is looked at again later. */
    @Override
    public void found(Tx tx, String crm, Conflict conflict) {
        if (!ConflictsTable.put(tx, crm, conflict, clock.instant().truncatedTo(ChronoUnit.MILLIS))) {
            behind(tx, crm, conflict.model(), conflict.remoteId());
        }
    }

    @Override
    public void behind(Tx tx, String crm, String model, String remoteId) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        InboxTable.put(tx, crm, model, remoteId, "", Arrival.later("found"), 0, now, now);
    }
}
