package io.tagline.hub.web;

import io.tagline.hub.care.TimelineEntry;
import io.tagline.hub.customer.Personal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A line of a customer's timeline as the desk shows it.
 *
 * @param kind what it came from, by its code
 * @param key of its text, with {@code value} in its place
 * @param channel by its code, empty where nothing was said
 * @param notes what else there is to it, in words that somebody wrote
 * @param reason key of a text that says why, or empty
 * @param who at the post
 * @param undone true if a later correction took it back
 */
record DeskLine(
        String kind,
        Times.Local at,
        Optional<String> parcel,
        Optional<String> caseNumber,
        String key,
        String value,
        String channel,
        List<String> notes,
        String reason,
        String who,
        boolean undone) {

    private static final Set<String> STEPS = Set.of(
            "opened",
            "state",
            "owner",
            "escalated",
            "responded",
            "solution",
            "note",
            "mail",
            "answered",
            "proposed",
            "approved",
            "rejected",
            "mail-refused");

    static DeskLine of(TimelineEntry entry, Times times) {
        if (entry instanceof TimelineEntry.Tracked tracked) {
            return tracked(tracked, times);
        }
        if (entry instanceof TimelineEntry.Promised promised) {
            return promised(promised, times);
        }
        if (entry instanceof TimelineEntry.Told told) {
            return told(told, times);
        }
        if (entry instanceof TimelineEntry.Said said) {
            return said(said, times);
        }
        return step((TimelineEntry.CaseStep) entry, times);
    }

    private static DeskLine tracked(TimelineEntry.Tracked line, Times times) {
        return new DeskLine(
                line.kind().code(),
                times.at(line.at(), line.event().site()),
                line.trackingNumber(),
                Optional.empty(),
                EventWords.key(line.event()),
                line.event().place().orElse(""),
                "",
                List.of(),
                "",
                "",
                line.event().undone());
    }

    private static DeskLine promised(TimelineEntry.Promised line, Times times) {
        return new DeskLine(
                line.kind().code(),
                times.at(line.at(), Optional.empty()),
                line.trackingNumber(),
                Optional.empty(),
                line.promise().days().isPresent() ? "desk.line.promised" : "desk.line.withdrawn",
                line.promise().days().map(days -> times.day(days.by())).orElse(""),
                "",
                line.promise().note().stream().toList(),
                "promise.reason." + line.promise().reason().code(),
                "",
                false);
    }

    private static DeskLine told(TimelineEntry.Told line, Times times) {
        String state = Set.of("sent", "bounced").contains(line.state()) ? line.state() : "failed";
        return new DeskLine(
                line.kind().code(),
                times.at(line.at(), Optional.empty()),
                line.trackingNumber(),
                Optional.empty(),
                "desk.line.told." + state,
                "",
                line.channel().code(),
                notes(line.subject().map(Personal::value), line.reason()),
                "",
                "",
                false);
    }

    private static DeskLine said(TimelineEntry.Said line, Times times) {
        return new DeskLine(
                line.kind().code(),
                times.at(line.at(), Optional.empty()),
                line.trackingNumber(),
                line.caseNumber(),
                "desk.said." + line.direction().code(),
                "",
                line.channel().code(),
                notes(line.summary().map(Personal::value), Optional.empty()),
                "",
                line.agent().orElse(""),
                false);
    }

    private static DeskLine step(TimelineEntry.CaseStep line, Times times) {
        Step step = Step.of(line.change());
        return new DeskLine(
                line.kind().code(),
                times.at(line.at(), Optional.empty()),
                line.trackingNumber(),
                Optional.of(line.caseNumber()),
                step.key(),
                step.value(),
                line.channel().map(channel -> channel.code()).orElse(""),
                notes(line.subject().map(Personal::value), line.note().map(Personal::value)),
                "",
                line.who(),
                false);
    }

    private static List<String> notes(Optional<String> one, Optional<String> other) {
        return List.of(one, other).stream()
                .flatMap(Optional::stream)
                .filter(text -> !text.isBlank())
                .toList();
    }

    /** What became of a case: the key of its text, and what stands in it. */
    record Step(String key, String value) {
        /** @param change as cases write it down: a word, for some with a value behind a colon */
        static Step of(String change) {
            int colon = change.indexOf(':');
            String word = colon < 0 ? change : change.substring(0, colon);
            String value = colon < 0 ? "" : change.substring(colon + 1);
            if (word.equals("state") || word.equals("escalated")) {
                return new Step("case." + word + "." + value, "");
            }
            return STEPS.contains(word) ? new Step("case.step." + word, value) : new Step("case.step.other", change);
        }
    }
}
