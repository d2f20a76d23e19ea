package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.store.Tx;
import java.util.Optional;

/** Where it goes that both sides have changed the same field: to a person, who decides. */
public interface Conflicts {
    /** Nobody looks: the CRM's stands until ours changes. */
    Conflicts UNSEEN = (tx, crm, conflict) -> true;

    /**
     * A field of a record.
     *
     * @param base what both sides had last; empty if they never had the same
     */
    record Conflict(
            Target target,
            String model,
            String key,
            String remoteId,
            String field,
            Owner owner,
            Optional<Value> base,
            Value ours,
            Value theirs) {}

    /** The same may be found again. False if there was no room: then it has to be looked at again later. */
    boolean found(Tx tx, String crm, Conflict conflict);

    /** What was found of a record before something was sent has come in by no other way yet. */
    default void behind(Tx tx, String crm, String model, String remoteId) {
        // nobody takes anything in
    }
}
