package io.tagline.hub.web;

import io.tagline.hub.care.Interaction;
import io.tagline.hub.customer.Personal;
import java.util.Optional;
import java.util.function.Predicate;

/** Something that was said, as the desk shows it. */
record DeskTalk(String channel, String direction, Optional<String> agent, Times.Local at, Optional<String> summary) {

    /** @param mayRead whether who looks may see a field */
    static DeskTalk of(Interaction said, Predicate<String> mayRead, Times times) {
        return new DeskTalk(
                said.channel().code(),
                said.direction().code(),
                said.agent(),
                times.at(said.at(), Optional.empty()),
                mayRead.test("case.text") ? Optional.of(said.summary()).map(Personal::value) : Optional.empty());
    }
}
