package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.party.CustomerId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A field that a person has to decide on, or had to.
 *
 * @param target of ours
 * @param base what both had last, in the CRM's writing; empty if they never had the same
 * @param state open, ours, theirs, other, or agreed: both have the same by themselves
 */
public record ConflictView(
        UUID id,
        String crm,
        Target target,
        String model,
        String key,
        String remoteId,
        String field,
        Owner owner,
        Optional<Value> base,
        Value ours,
        Value theirs,
        Instant foundAt,
        Instant changedAt,
        String state,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt) {

    /** The customer whose it is. */
    public CustomerId customer() {
        return target.partition();
    }

    public boolean isOpen() {
        return state.equals("open");
    }

    /** Another when any of its values is another. */
    public String version() {
        return Long.toString(changedAt.toEpochMilli(), Character.MAX_RADIX);
    }

    /** A value for people. */
    public static String plain(Value value) {
        return ValueText.plain(value);
    }
}
