package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How far a case is: what of it changes. Owns the moves from state to state; pure.
 *
 * @param owner a member of staff or a desk; there always is one
 * @param waitingSince while the customer has been asked something
 * @param resolution what solved it, in words
 * @param answer key of the answer that solved it
 */
public record CaseProgress(
        CaseState state,
        String owner,
        DueTimes due,
        Optional<Instant> respondedAt,
        Optional<Instant> waitingSince,
        Optional<Instant> resolvedAt,
        Optional<Instant> closedAt,
        Escalation escalation,
        Optional<Personal> resolution,
        Optional<String> answer) {

    static CaseProgress begun(String owner, DueTimes due) {
        return new CaseProgress(
                CaseState.NEW,
                owner,
                due,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Escalation.NONE,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * In another state, or in the same.
     *
     * @param hours in which the due times run, for those that stood still
     * @throws CareRefusedException for a state that can't come next, or a solution that nobody has given
     */
    CaseProgress moved(CaseState to, WorkHours hours, Instant now) {
        if (to == state) {
            return this;
        }
        if (!state.next().contains(to)) {
            String expected = state.next().isEmpty()
                    ? "a new case"
                    : state.next().stream().map(CaseState::code).collect(Collectors.joining(" or "));
            throw wrong(
                    "state", "a case that is " + state.code() + " can't be " + to.code() + ": expected " + expected);
        }
        if (to == CaseState.RESOLVED && resolution.isEmpty() && answer.isEmpty()) {
            throw wrong("resolution", "missing: expected what solved it, or the key of an answer");
        }
        // the time to solve it stood still since then
        Optional<Instant> stood = waitingSince.or(() -> resolvedAt).filter(since -> to == CaseState.OPEN);
        Duration longer = stood.map(since -> hours.between(since, now)).orElse(Duration.ZERO);
        return new CaseProgress(
                to,
                owner,
                longer.isZero() ? due : due.extended(hours, longer),
                to == CaseState.WAITING || to == CaseState.RESOLVED
                        ? respondedAt.or(() -> Optional.of(now))
                        : respondedAt,
                to == CaseState.WAITING ? Optional.of(now) : Optional.empty(),
                switch (to) {
                    case RESOLVED -> Optional.of(now);
                    case CLOSED -> resolvedAt;
                    case NEW, OPEN, WAITING -> Optional.empty();
                },
                to == CaseState.CLOSED ? Optional.of(now) : Optional.empty(),
                escalation,
                resolution,
                answer);
    }

    /** When somebody is to look at it, if nothing happens before. */
    Optional<Instant> lookAt(Duration patience) {
        return switch (state) {
            case NEW, OPEN -> due.after(escalation, respondedAt.isPresent());
            case WAITING -> waitingSince.map(since -> since.plus(patience));
            case RESOLVED -> resolvedAt.map(since -> since.plus(patience));
            case CLOSED -> Optional.empty();
        };
    }

    /** As near to its due times as it is now. */
    CaseProgress escalated(Instant now) {
        Escalation reached = due.reached(respondedAt.isPresent(), now);
        return reached.compareTo(escalation) <= 0 ? this : withEscalation(reached);
    }

    CaseProgress ownedBy(String next) {
        return new CaseProgress(
                state, next, due, respondedAt, waitingSince, resolvedAt, closedAt, escalation, resolution, answer);
    }

    CaseProgress responded(Instant now) {
        return new CaseProgress(
                state,
                owner,
                due,
                respondedAt.or(() -> Optional.of(now)),
                waitingSince,
                resolvedAt,
                closedAt,
                escalation,
                resolution,
                answer);
    }

    CaseProgress solvedBy(Optional<String> words, Optional<String> key) {
        return new CaseProgress(
                state,
                owner,
                due,
                respondedAt,
                waitingSince,
                resolvedAt,
                closedAt,
                escalation,
                words.map(Personal::new).or(() -> resolution),
                key.or(() -> answer));
    }

    private CaseProgress withEscalation(Escalation next) {
        return new CaseProgress(
                state, owner, due, respondedAt, waitingSince, resolvedAt, closedAt, next, resolution, answer);
    }

    private static CareRefusedException wrong(String field, String message) {
        return new CareRefusedException(CareRefusedException.Reason.WRONG, field, message);
    }
}
