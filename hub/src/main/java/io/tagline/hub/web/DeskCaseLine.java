package io.tagline.hub.web;

import io.tagline.hub.care.Case;
import io.tagline.hub.customer.Personal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** A case as lists of the desk show it; its subject is empty for who may not read it. */
record DeskCaseLine(
        String number,
        String kind,
        String state,
        Optional<String> subject,
        String owner,
        Optional<DeskDue> due,
        Times.Local opened) {

    /** @param mayRead whether who looks may see a field */
    static DeskCaseLine of(Case about, Predicate<String> mayRead, Times times, Instant now) {
        return new DeskCaseLine(
                about.number(),
                about.kind().code(),
                about.state().code(),
                mayRead.test("case.text") ? Optional.of(about.subject()).map(Personal::value) : Optional.empty(),
                about.progress().owner(),
                DeskDue.of(about, times, now),
                times.at(about.openedAt(), Optional.empty()));
    }
}
