package io.tagline.hub.crm.peer;

import java.time.Duration;
import java.util.Optional;

/** What became of one {@link Write}. What isn't known is no outcome but a {@link PeerUnsureException}. */
public sealed interface Outcome {

    /**
     * It is there.
     *
     * @param version by which the CRM tells this state of the record from others; empty where it has none
     */
    record Done(String remoteId, Optional<String> version) implements Outcome {}

    /** Another record has its key: found by it, then written onto (Salesforce {@code DUPLICATE_VALUE}, HTTP 409). */
    record Exists() implements Outcome {}

    /** Somebody has changed the record since {@link Write#seenVersion}. Nothing was written. */
    record Changed() implements Outcome {}

    /** There is no record of this {@link Write#remoteId} any more. */
    record Gone() implements Outcome {}

    /**
     * Not now: a locked row, a neighbour in the batch that failed.
     *
     * @param after how long the CRM says to wait; empty if it doesn't
     */
    record Later(String reason, Optional<Duration> after) implements Outcome {}

    /**
     * Never as it is: waits for a person.
     *
     * @param code the CRM's own, e.g. {@code REQUIRED_FIELD_MISSING}
     * @param reason in the CRM's words, at most 500 signs, without the values of personal fields
     */
    record Refused(String code, String reason) implements Outcome {}
}
