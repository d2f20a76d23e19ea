package io.tagline.hub.web;

import io.tagline.hub.crm.ConflictView;
import io.tagline.hub.crm.Owner;
import io.tagline.hub.crm.peer.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A field that both sides have changed, in the words of a page, with what its reader may see.
 *
 * @param seen by which a form says what its reader looked at
 * @param customer whose it is; empty if nobody's any more
 * @param base what both had last; empty if they never had the same
 * @param hidden whether the reader may neither see the values nor decide
 * @param hubs whether the field is the hub's alone, so that ours is all that may stand
 * @param state open, or how it ended
 * @param decidedBy empty while it is open, and where both have come to say the same
 */
record CrmConflictModel(
        String id,
        String seen,
        String entity,
        String customer,
        String customerId,
        String model,
        String remoteId,
        String field,
        Optional<String> base,
        String ours,
        String theirs,
        boolean hidden,
        boolean hubs,
        CrmMoment since,
        String state,
        Optional<String> decidedBy,
        Optional<CrmMoment> decidedAt) {
    static final String MASK = "•••";

    static CrmConflictModel of(ConflictView conflict, boolean seen, String customer, Function<Instant, CrmMoment> at) {
        return new CrmConflictModel(
                conflict.id().toString(),
                conflict.version(),
                conflict.target().entity().code(),
                customer,
                conflict.customer().toString(),
                conflict.model(),
                conflict.remoteId(),
                conflict.field(),
                conflict.base().map(value -> shown(value, seen)),
                shown(conflict.ours(), seen),
                shown(conflict.theirs(), seen),
                !seen,
                conflict.owner() == Owner.HUB,
                at.apply(conflict.foundAt()),
                conflict.state(),
                conflict.decidedBy(),
                conflict.decidedAt().map(at));
    }

    private static String shown(Value value, boolean seen) {
        return !seen ? MASK : value instanceof Value.Nothing ? "" : ConflictView.plain(value);
    }
}
