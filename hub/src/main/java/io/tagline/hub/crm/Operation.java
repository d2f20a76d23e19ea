package io.tagline.hub.crm;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One record that has to be at a CRM, as it is kept.
 *
 * @param key by which it is known for ever
 * @param seq its place in its lane
 * @param look whether what the CRM has is looked at before anything is sent
 * @param appended whether it is written once and never changed; false as long as that isn't known
 * @param planned goes up with each change that was heard of since it is open
 * @param plannedAt when the change was first heard of
 * @param attempts how often in a row it did not work for reasons of its own
 * @param dueAt when it may go
 * @param code what came of it last
 * @param edits fields that an operator has sent otherwise, as JSON
 * @param payload of one that is parked or was tried, as JSON: what its reason may quote
 */
record Operation(
        UUID key,
        long seq,
        Target target,
        boolean look,
        boolean appended,
        int planned,
        Instant plannedAt,
        OperationState state,
        int attempts,
        Instant dueAt,
        Optional<String> code,
        Optional<String> reason,
        Optional<String> model,
        Optional<String> recordKey,
        Optional<Fingerprint> refused,
        Optional<String> edits,
        Optional<String> payload) {

    /** Somebody deleted it at the CRM, and a person here has agreed. */
    boolean isLeftAway() {
        return state == OperationState.DONE
                && code.filter(Fate.LEFT_AWAY::equals).isPresent();
    }

    boolean hasEnded() {
        return state == OperationState.DONE || state == OperationState.TRIED;
    }
}
