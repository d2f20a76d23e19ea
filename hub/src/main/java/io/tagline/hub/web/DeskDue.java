package io.tagline.hub.web;

import io.tagline.hub.care.Case;
import io.tagline.hub.care.DueTimes;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to happen with a case next, and by when.
 *
 * @param what {@code respond} or {@code resolve}
 * @param state {@code over}, {@code near} or {@code ahead}
 */
record DeskDue(String what, String state, Times.Local by) {

    /** Empty where nobody at the post has to do anything. */
    static Optional<DeskDue> of(Case about, Times times, Instant now) {
        if (!about.state().isOurs()) {
            return Optional.empty();
        }
        DueTimes due = about.progress().due();
        boolean answered = about.progress().respondedAt().isPresent();
        Instant by = answered ? due.resolveBy() : due.respondBy();
        Instant warn = answered ? due.resolveWarn() : due.respondWarn();
        return Optional.of(new DeskDue(
                answered ? "resolve" : "respond",
                now.isAfter(by) ? "over" : now.isAfter(warn) ? "near" : "ahead",
                times.at(by, Optional.empty())));
    }
}
