package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.store.Tx;
import java.util.Optional;

/** Where it goes that both sides have changed the same field: to a person, who decides. */
public interface Conflicts {
    /** Nobody looks: the CRM's stands until ours changes. */
    Conflicts UNSEEN = (tx, crm, conflict) -> {};

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

    /** Found before something was sent, which went without this field. The same may be found again. */
    void found(Tx tx, String crm, Conflict conflict);

    /** What was found of a record before something was sent has come in by no other way yet. */
    default void behind(Tx tx, String crm, String model, String remoteId) {
        // nobody takes anything in
    }
}
