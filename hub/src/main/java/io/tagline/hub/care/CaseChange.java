package io.tagline.hub.care;

import java.util.Optional;

/**
 * What somebody does to a case; empty fields stay as they are.
 *
 * @param resolution what solved it; needed by who resolves it, unless an answer did
 * @param answer key of an answer that solved it
 * @param responded the customer has been answered
 * @param note for staff, kept in the case's history
 */
public record CaseChange(
        Optional<CaseState> state,
        Optional<String> owner,
        Optional<String> resolution,
        Optional<String> answer,
        boolean responded,
        Optional<String> note) {

    static final int LONGEST_NOTE = 5_000;
    static final int LONGEST_OWNER = 64;

    public CaseChange {
        owner.ifPresent(text -> Texts.require("owner", text, LONGEST_OWNER));
        resolution.ifPresent(text -> Texts.require("resolution", text, LONGEST_NOTE));
        note.ifPresent(text -> Texts.require("note", text, LONGEST_NOTE));
    }

    /** To another state, and nothing else. */
    public static CaseChange to(CaseState state) {
        return new CaseChange(
                Optional.of(state), Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /** Solved, by this. */
    public static CaseChange resolved(String resolution) {
        return new CaseChange(
                Optional.of(CaseState.RESOLVED),
                Optional.empty(),
                Optional.of(resolution),
                Optional.empty(),
                false,
                Optional.empty());
    }
}
