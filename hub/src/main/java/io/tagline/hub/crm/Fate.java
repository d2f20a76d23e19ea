package io.tagline.hub.crm;

import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of an operation next.
 *
 * @param dueAt when it may be looked at again, unless it is parked or done
 * @param look whether it is looked for at the CRM before it is sent again
 * @param code one word, of ours or the CRM's
 * @param refused of what was refused
 * @param payload fields as JSON, for people to look at
 * @param waitsFor model and key of the record that has to be there first
 */
record Fate(
        OperationState state,
        Instant dueAt,
        int attempts,
        boolean look,
        String code,
        String reason,
        Optional<Fingerprint> refused,
        Optional<String> payload,
        Optional<String> waitsFor,
        Optional<String> remoteId) {
    /** Somebody deleted it at the CRM. */
    static final String GONE = "gone";
    /** As above, and a person here agrees. */
    static final String LEFT_AWAY = "left-away";

    private static final int LONGEST_REASON = 500;

    Fate {
        // no text of PostgreSQL holds it
        reason = reason.replace('\0', ' ');
        reason = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    private static Fate of(
            OperationState state, Instant dueAt, int attempts, boolean look, String code, String reason) {
        return new Fate(
                state,
                dueAt,
                attempts,
                look,
                code,
                reason,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Fate done(Instant now, String code, Optional<String> remoteId) {
        return new Fate(
                OperationState.DONE,
                now,
                0,
                false,
                code,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                remoteId);
    }

    /** A dry run stops here. */
    static Fate tried(Instant now, String code, String payload) {
        return new Fate(
                OperationState.TRIED,
                now,
                0,
                false,
                code,
                "",
                Optional.empty(),
                Optional.of(payload),
                Optional.empty(),
                Optional.empty());
    }

    /** Nothing was done and it is nobody's fault. */
    static Fate again(Operation operation, Instant dueAt, String code, String reason) {
        return of(OperationState.WAITING, dueAt, operation.attempts(), operation.look(), code, reason);
    }

    /** It did not work, for a reason that may pass. */
    static Fate later(Operation operation, Instant dueAt, boolean look, String code, String reason) {
        return of(OperationState.WAITING, dueAt, operation.attempts() + 1, look, code, reason);
    }

    static Fate waits(Operation operation, Instant dueAt, String waitsFor, String reason) {
        return new Fate(
                OperationState.WAITING,
                dueAt,
                operation.attempts() + 1,
                operation.look(),
                "waits-for-record",
                reason,
                Optional.empty(),
                Optional.empty(),
                Optional.of(waitsFor),
                Optional.empty());
    }

    static Fate ambiguous(Operation operation, Instant dueAt, String reason) {
        return of(OperationState.AMBIGUOUS, dueAt, operation.attempts() + 1, true, "no-answer", reason);
    }

    static Fate parked(
            Operation operation,
            Instant now,
            String code,
            String reason,
            Optional<Fingerprint> refused,
            Optional<String> payload) {
        return new Fate(
                OperationState.PARKED,
                now,
                operation.attempts(),
                operation.look(),
                code,
                reason,
                refused,
                payload,
                Optional.empty(),
                Optional.empty());
    }
}
