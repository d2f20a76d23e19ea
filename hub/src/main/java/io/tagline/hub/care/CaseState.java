package io.tagline.hub.care;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a case is. */
public enum CaseState {
    /** Nobody has begun; its owner's first word ends it. */
    NEW,
    /** Its owner works on it, until there is a solution or a question to the customer. */
    OPEN,
    /** The customer has been asked something; an answer ends it, or a fortnight without one. The time to solve it stands still. */
    WAITING,
    /** There is a solution; the customer's objection ends it, or a fortnight without one. */
    RESOLVED,
    /** Nothing happens any more: what the customer writes now is a new case. */
    CLOSED;

    /** Stable word in the API and the store. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this code, or empty if there is none. */
    public static Optional<CaseState> ofCode(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code().equals(code))
                .findFirst();
    }

    /** The states that may come next. */
    public Set<CaseState> next() {
        return switch (this) {
            case NEW -> EnumSet.of(OPEN, WAITING, RESOLVED);
            case OPEN -> EnumSet.of(WAITING, RESOLVED);
            case WAITING -> EnumSet.of(OPEN, RESOLVED);
            case RESOLVED -> EnumSet.of(OPEN, CLOSED);
            case CLOSED -> EnumSet.noneOf(CaseState.class);
        };
    }

    /** Whether somebody at the post has to do something. */
    public boolean isOurs() {
        return this == NEW || this == OPEN;
    }
}
