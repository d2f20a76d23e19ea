package io.tagline.edge.health;

import io.tagline.wire.KnownProblem;

/**
 * Something that is wrong with the agent, for a person.
 *
 * @param name stable, without ids in it, e.g. {@code journal-full}: most are a {@link KnownProblem}
 * @param subject which of several it is about, e.g. the id of a reader; empty where there is but one
 * @param detail what an operator should know, one line
 */
public record Problem(String name, String subject, String detail) {
    /** A problem of which there is but one. */
    public Problem(String name, String detail) {
        this(name, "", detail);
    }

    /** A problem of which there is but one. */
    public static Problem of(KnownProblem known, String detail) {
        return new Problem(known.code(), detail);
    }

    /** Subject and detail in one line; the detail of a reader often names it already. */
    String line() {
        if (detail.isEmpty()) {
            return subject;
        }
        return detail.contains(subject) ? detail : subject + ": " + detail;
    }
}
