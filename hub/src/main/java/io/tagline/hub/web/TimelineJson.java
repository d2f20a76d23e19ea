package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.care.Channel;
import io.tagline.hub.care.CustomerTimeline;
import io.tagline.hub.care.TimelineCursor;
import io.tagline.hub.care.TimelineEntry;
import io.tagline.hub.care.TimelineEntry.CaseStep;
import io.tagline.hub.care.TimelineEntry.Promised;
import io.tagline.hub.care.TimelineEntry.Said;
import io.tagline.hub.care.TimelineEntry.Told;
import io.tagline.hub.care.TimelineEntry.Tracked;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.promise.Promise;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A page of a customer's timeline in the API.
 *
 * @param whole false where older parcels than the newest 500 are left out
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TimelineJson(List<EntryJson> entries, Optional<String> next, boolean whole) {

    static TimelineJson of(CustomerTimeline.Page page) {
        return new TimelineJson(
                page.entries().stream().map(EntryJson::of).toList(),
                page.next().map(TimelineCursor::text),
                page.whole());
    }

    /**
     * One line; what it has beside kind and time depends on its kind.
     *
     * @param what happened, in a word: kind of event, reason of a promise, milestone of a notice, change of a case
     * @param state what became of a notice
     * @param text in the words of a person, or a customer's text of an event
     * @param undone true for an event that was corrected
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record EntryJson(
            String kind,
            Instant at,
            Optional<String> what,
            Optional<String> trackingNumber,
            Optional<String> caseNumber,
            Optional<String> caseKind,
            Optional<String> channel,
            Optional<String> direction,
            Optional<String> who,
            Optional<String> state,
            Optional<String> place,
            Optional<LocalDate> from,
            Optional<LocalDate> by,
            Optional<Personal> text,
            Optional<Personal> note,
            Optional<Boolean> undone) {

        static EntryJson of(TimelineEntry entry) {
            return switch (entry.kind()) {
                case TRACKING -> of((Tracked) entry);
                case PROMISE -> of((Promised) entry);
                case NOTICE -> of((Told) entry);
                case INTERACTION -> of((Said) entry);
                case CASE -> of((CaseStep) entry);
            };
        }

        private static EntryJson of(Tracked entry) {
            return new EntryJson(
                    entry.kind().code(),
                    entry.at(),
                    Optional.of(entry.event().kind().code()),
                    entry.trackingNumber(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    entry.event().place(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new Personal(entry.event().text())),
                    Optional.empty(),
                    Optional.of(true).filter(yes -> entry.event().undone()));
        }

        private static EntryJson of(Promised entry) {
            return new EntryJson(
                    entry.kind().code(),
                    entry.at(),
                    Optional.of(entry.promise().reason().code()),
                    entry.trackingNumber(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    entry.promise().days().map(Promise.Days::from),
                    entry.promise().days().map(Promise.Days::by),
                    Optional.empty(),
                    entry.promise().note().map(Personal::new),
                    Optional.empty());
        }

        private static EntryJson of(Told entry) {
            return new EntryJson(
                    entry.kind().code(),
                    entry.at(),
                    Optional.of(entry.milestone()),
                    entry.trackingNumber(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(entry.channel().code()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(entry.state()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    entry.subject(),
                    entry.reason().map(Personal::new),
                    Optional.empty());
        }

        private static EntryJson of(Said entry) {
            return new EntryJson(
                    entry.kind().code(),
                    entry.at(),
                    Optional.empty(),
                    entry.trackingNumber(),
                    entry.caseNumber(),
                    Optional.empty(),
                    Optional.of(entry.channel().code()),
                    Optional.of(entry.direction().code()),
                    entry.agent(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    entry.summary(),
                    Optional.empty(),
                    Optional.empty());
        }

        private static EntryJson of(CaseStep entry) {
            return new EntryJson(
                    entry.kind().code(),
                    entry.at(),
                    Optional.of(entry.change()),
                    entry.trackingNumber(),
                    Optional.of(entry.caseNumber()),
                    Optional.of(entry.caseKind().code()),
                    entry.channel().map(Channel::code),
                    Optional.empty(),
                    Optional.of(entry.who()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    entry.subject(),
                    entry.note(),
                    Optional.empty());
        }
    }
}
