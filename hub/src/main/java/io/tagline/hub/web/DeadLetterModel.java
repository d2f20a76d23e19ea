package io.tagline.hub.web;

import io.tagline.hub.ledger.DeadLetter;
import io.tagline.hub.ledger.DeadLetterAct;
import io.tagline.wire.Topics;
import java.time.Instant;
import java.util.Optional;

/** A dead letter in the words of a page. */
record DeadLetterModel(
        String id,
        String from,
        String reason,
        Times.Local at,
        long times,
        Times.Local lastAt,
        long bytes,
        boolean whole) {

    /** What somebody did with a letter. */
    record Act(Times.Local at, String who, String act, String from, String reason, String outcome) {}

    static DeadLetterModel of(DeadLetter letter, Times times) {
        String topic = letter.message().topic();
        return new DeadLetterModel(
                letter.id().toString(),
                from(topic),
                letter.reason(),
                at(letter.at(), topic, times),
                letter.times(),
                at(letter.lastAt(), topic, times),
                letter.bytes(),
                letter.whole());
    }

    static Act act(DeadLetterAct act, Times times) {
        return new Act(
                at(act.at(), act.topic(), times),
                act.who(),
                act.kind().code(),
                from(act.topic()),
                act.reason(),
                act.outcome());
    }

    private static Times.Local at(Instant instant, String topic, Times times) {
        return times.at(instant, Topics.parse(topic).map(parsed -> parsed.from().site()));
    }

    /** {@code ott-1/gw-1 scans}, or the whole topic where it is of no form that we know. */
    private static String from(String topic) {
        Optional<Topics.Parsed> parsed = Topics.parse(topic);
        return parsed.map(known -> known.from() + " " + known.kind().level()).orElse(topic);
    }
}
